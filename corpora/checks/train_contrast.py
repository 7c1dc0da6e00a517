"""Trains the antonym model (`contrast.tsv`): train_contrast.py WORK SHARE

Boosted trees over what the program sees of listed words in clean pairs and of words exchanged for
their contraries. The shares of stems are counted anew on the pairs of the other half, as in use
the table knows nothing of the pair at hand. The threshold lies where SHARE of the clean prose
would be flagged by models that have not seen it. Gold pairs are only printed.
"""
import random, re, sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from antonym_stems import learned
from export import knots, trees
from features import GOLD, planted, rows, seen

work, share = sys.argv[1], float(sys.argv[2])
CONTRARY_SHARE, OWN_SHARE, DIFFERENCE, NO_STEMS, CONTRARY_NO_STEMS = 4, 5, 6, 7, 8
some = random.Random(6)
base = rows(f"{work}/clean.jsonl")
marks = [mark for mark in seen("stems", base, f"{work}/clean.stems")]
tables = [learned([m for p, m in zip(base, marks) if "cut" not in p and p["base"] % 2 != k]) for k in (0, 1)]
clean = [p for p in base if p["prose"]] + some.sample([p for p in base if not p["prose"]], 4000)
antonym = rows(f"{work}/contrast.jsonl")
damaged = [p for p in antonym if p["prose"]] + some.sample([p for p in antonym if not p["prose"]], 3000)
gold = rows(GOLD)
arabic = {p["base"]: set(m[0]) for p, m in zip(base, marks)}


def view(name, pairs, own):
    out = []
    for pair, found in zip(pairs, seen("contrast", pairs, f"{work}/{name}.contrast")):
        rated = []
        for start, contrary, f in found:
            if own:
                table, stems = tables[pair["base"] % 2], arabic[pair["base"]]
                word = re.match(r"[\w'’]+", pair["en"][start:])
                word = word.group().lower() if word else ""
                shares = [max([s for s, t in table.get(k, ()) if t in stems] or [0]) for k in (contrary, word)]
                f[CONTRARY_SHARE], f[OWN_SHARE], f[DIFFERENCE] = shares[0], shares[1], shares[0] - shares[1]
                f[NO_STEMS], f[CONTRARY_NO_STEMS] = float(word not in table), float(contrary not in table)
            rated.append((start, contrary, f))
        out.append(rated)
    return out


C, D, G = view("clean-some", clean, True), view("contrast", damaged, True), view("gold", gold, False)
X, y, w, base_of = [], [], [], []
for pair, found in zip(clean, C):
    for _, _, f in found:
        X.append(f), y.append(0), w.append(1 if pair["prose"] else .4), base_of.append(pair["base"])
for pair, found in zip(damaged, D):
    for start, contrary, f in found:
        if start == pair["start"] and contrary == pair["old"].lower():
            X.append(f), y.append(1), w.append(1 if pair["prose"] else .4), base_of.append(pair["base"])
X, y, w, fold = np.array(X, np.float32), np.array(y), np.array(w), np.array(base_of) % 3
print(X.shape, int(y.sum()))


def fit(X, y, w):
    return Trees(max_iter=80, learning_rate=.07, max_leaf_nodes=7, min_samples_leaf=25, l2_regularization=5,
                 early_stopping=False, random_state=1).fit(X, y, sample_weight=w)


def best(model, found):
    if not found:
        return -9., -1
    said = model.decision_function(np.array([f for _, _, f in found], np.float32))
    return float(said.max()), int(said.argmax())


held = np.full(len(clean), -9.)
for k in range(3):
    part = fit(X[fold != k], y[fold != k], w[fold != k])
    for i, pair in enumerate(clean):
        if pair["base"] % 3 == k:
            held[i] = best(part, C[i])[0]
model = fit(X, y, w)
judged = [best(model, found) for found in G]
score, types = np.array([s for s, _ in judged]), np.array([planted(p) for p in gold])
prose = np.array([p["prose"] for p in clean])
at = lambda share: float(np.quantile(held[prose], 1 - share))
for q in (.002, .003, .004, .005, .008, .01, .015, .02):
    print(f"{q} of clean prose at {at(q):.2f}", "| gold", {k: round(float((score[types == k] >= at(q)).mean()), 3) for k in ("clean", "mistranslation", "negation")})
for i in sorted(np.flatnonzero(types == "clean"), key=lambda i: -score[i])[:10]:
    start, contrary, _ = G[i][judged[i][1]]
    print("clean %.2f" % score[i], gold[i]["id"], gold[i]["en"][start:start + 12], "->", contrary, "|", gold[i]["en"][:130], "|", gold[i]["ar"][:130])
t = at(share)
out = trees(model, "contrast") + [knots("contrast", [(at(.03), .2), (t, .5), (t + .7, .75), (t + 1.5, .9), (t + 3, .97)])]
open("src/check/evidence/contrast.tsv", "w").write("\n".join(out) + "\n")
