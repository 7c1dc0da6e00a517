"""The antonym list with its regular forms, as `evidence/antonyms.rs` makes them."""
import collections, os, re

LIST = os.path.join(os.path.dirname(__file__), "../../src/check/evidence/antonyms.txt")


def forms(kind, word):
    y = re.search("[^aeiou]y$", word)
    s = word[:-1] + "ies" if y else word + ("es" if re.search("(s|x|ch|sh|z)$", word) else "s")
    if kind == "n":
        return [word, s]
    if kind == "v":
        c = word[-1] if re.search("^[^aeiou]*[aeiou][bdgklmnprt]$", word) else ""
        ed = word + "d" if word.endswith("e") else word[:-1] + "ied" if y else word + c + "ed"
        ing = word[:-1] + "ing" if word.endswith("e") and not word.endswith("ee") else word + c + "ing"
        return [word, s, ed, ing]
    return [word]


def contraries():
    """Each form with its contraries."""
    table = collections.defaultdict(set)
    for line in open(LIST):
        if line.startswith("#") or not line.strip():
            continue
        kind, left, right = line.split()
        for other in right.split(","):
            for a, b in zip(forms(kind, left), forms(kind, other)):
                table[a].add(b)
                table[b].add(a)
    return table
