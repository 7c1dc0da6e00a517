"""Learns which Arabic stems stand for the English words of the antonym list.

train_antonyms.py WORK ANTONYMS OUT.tsv: WORK holds clean.jsonl and clean.stems (`check_features
stems`). IBM model 1 in both directions, six rounds each, agreement by the product of the
posteriors; kept are the stems with a share of 4 % or more of a word, at most eight a word.
"""
import collections, json, re, sys


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


def model1(pairs, rounds=6):
    table = collections.defaultdict(lambda: 1e-3)
    for _ in range(rounds):
        counts, totals = collections.defaultdict(float), collections.defaultdict(float)
        for sources, targets in pairs:
            for t in targets:
                norm = sum(table[s, t] for s in sources) + 1e-9
                for s in sources:
                    share = table[s, t] / norm
                    counts[s, t] += share
                    totals[s] += share
        table = collections.defaultdict(float, {key: count / totals[key[0]] for key, count in counts.items() if count > 1e-3})
    return table


def main():
    work, antonyms, out = sys.argv[1:4]
    wanted = forms(antonyms)
    pairs = []
    for row, line in zip(open(f"{work}/clean.jsonl"), open(f"{work}/clean.stems")):
        if json.loads(row)["src"] == "wesnoth":
            continue
        ar, en = json.loads(line)
        if len(ar) <= 60 and len(en) <= 60:
            pairs.append((ar, en))
    there = model1([(["\0"] + en, ar) for ar, en in pairs])
    back = model1([(["\0"] + ar, en) for ar, en in pairs])
    counts, seen = collections.defaultdict(float), collections.Counter()
    for ar, en in pairs:
        for w in set(en) & wanted:
            seen[w] += 1
        for a in set(ar):
            norm = sum(there[e, a] for e in en) + there["\0", a] + 1e-9
            for e in set(en) & wanted:
                other = sum(back[x, e] for x in ar) + back["\0", e] + 1e-9
                counts[e, a] += (there[e, a] / norm * back[a, e] / other) ** .5
    lines = []
    for w in sorted(wanted):
        shares = sorted(((c / seen[w], a) for (e, a), c in counts.items() if e == w and seen[w] >= 2), reverse=True)[:8]
        kept = [f"{a} {min(s, 1):.2f}" for s, a in shares if s >= .04 and counts[w, a] >= 1.2]
        if kept:
            lines.append(w + "\t" + "\t".join(kept))
    open(out, "w").write("\n".join(lines) + "\n")
    print(len(wanted), "forms,", len(lines), "with stems")


main()
