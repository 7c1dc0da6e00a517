"""The regular forms of the words of the antonym list, as `evidence/antonyms.rs` makes them."""
import re


def forms(path):
    words = set()
    for line in open(path):
        if line.startswith("#") or not line.strip():
            continue
        kind, left, right = line.split()
        for word in [left] + right.split(","):
            words |= inflect(kind, word)
    return words


def inflect(kind, word):
    if kind == "n":
        return {word, word[:-1] + "ies" if re.search("[^aeiou]y$", word) else word + ("es" if re.search("(s|x|ch|sh|z)$", word) else "s")}
    if kind == "v":
        e, y, c = word.endswith("e"), re.search("[^aeiou]y$", word), re.search("^[^aeiou]*[aeiou][bdgklmnprt]$", word)
        return {word, word[:-1] + "ies" if y else word + ("es" if re.search("(s|x|ch|sh|z)$", word) else "s"),
                word + "d" if e else word[:-1] + "ied" if y else word + (word[-1] if c else "") + "ed",
                word[:-1] + "ing" if e and not word.endswith("ee") else word + (word[-1] if c else "") + "ing"}
    return {word}
