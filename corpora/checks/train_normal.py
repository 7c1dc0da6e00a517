"""How well words are usually covered in clean pairs (`normal.tsv`): train_normal.py WORK

By stem: the mean cover by the best match, and by one that no other word claims, in hundredths,
drawn towards the mean of words of that frequency as if SHRINK more had been seen; stems of fewer
than LEAST places, or near that mean, are left out. Lines `*` give the mean by log10 frequency.
Only every other pair is counted: the model that sees these means is trained on the rest.
"""
import collections, sys
import numpy as np
from features import rows, seen

SHRINK, LEAST, NEAR = 6, 6, .06
work = sys.argv[1]
pairs = rows(f"{work}/clean.jsonl")
weight = {"tatoeba": .5}
out = []
sums = [collections.defaultdict(lambda: np.zeros(3)) for _ in range(2)]
bins = [collections.defaultdict(lambda: np.zeros(3)) for _ in range(2)]
bin_of = [{}, {}]
for pair, sides in zip(pairs, seen("cover", pairs, f"{work}/clean.cover")):
    if "cut" in pair or pair["base"] % 2 == 0:
        continue
    w = weight.get(pair["src"], 1)
    for s, words in enumerate(sides):
        for _, stem, log10, best, claimed, capital in words:
            own = w * np.array([1, best, claimed])
            sums[s][stem] += own
            at = int(max(-7, round(log10)))
            bins[s][at] += own
            bin_of[s][stem] = at
for s, code in enumerate(("ar", "en")):
    means = {at: total[1:] / total[0] for at, total in bins[s].items()}
    for at in sorted(means):
        out.append(f"{code}\t*{-at}\t{means[at][0]*100:.0f}\t{means[at][1]*100:.0f}")
    spread = []
    for stem in sorted(sums[s]):
        count, best, claimed = sums[s][stem]
        usual = means[bin_of[s][stem]]
        own = (np.array([best, claimed]) + SHRINK * usual) / (count + SHRINK)
        spread.append(abs(own - usual).max())
        if count >= LEAST and abs(own - usual).max() >= NEAR:
            out.append(f"{code}\t{stem}\t{own[0]*100:.0f}\t{own[1]*100:.0f}")
    print(code, {k: [round(float(x), 2) for x in v] for k, v in sorted(means.items())}, len(sums[s]), "stems")
open("src/check/evidence/normal.tsv", "w").write("\n".join(out) + "\n")
print(len(out), "lines")
