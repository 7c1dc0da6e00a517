"""Trains the negation models (`negation.tsv`), one for either side having a cue too many:
train_negation.py WORK SHARE

Boosted trees over clean pairs and pairs with a negation taken out or put in. The threshold
lies where SHARE of the clean prose would be flagged by models that have not seen it. Gold pairs
are only printed.
"""
import sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from export import knots, trees
from features import GOLD, planted, rows, seen

work, share = sys.argv[1], float(sys.argv[2])
WEIGHT = {"pud": 3, "xquad-odd": 2}
clean, damaged, gold = rows(f"{work}/clean.jsonl"), rows(f"{work}/negation.jsonl"), rows(GOLD)
C, D, G = (list(seen("negation", pairs, f"{work}/{name}.negation")) for name, pairs in (("clean", clean), ("damaged", damaged), ("gold", gold)))
fit = lambda X, y, w: Trees(max_iter=120, learning_rate=.08, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=5,
                            early_stopping=False, random_state=1).fit(X, y, sample_weight=w)
LEAST = -99.
out, held, score = [], np.full((len(clean), 2), LEAST), np.full((len(gold), 2), LEAST)
for s, code in enumerate(("ar", "en")):
    X, y, w, base = [], [], [], []
    for pair, sides in zip(clean, C):
        if sides[s]:
            X.append(sides[s]), y.append(0), w.append(WEIGHT.get(pair["src"], 1)), base.append(pair["base"])
    for pair, sides in zip(damaged, D):
        if sides[s] and (pair["kind"] == "neg-insert") == (pair["side"] == code):
            X.append(sides[s]), y.append(1), w.append(WEIGHT.get(pair["src"], 1) * .5), base.append(pair["base"])
    X, y, w, fold = np.array(X), np.array(y), np.array(w), np.array(base) % 5
    print(code, X.shape, int(y.sum()))
    model = fit(X, y, w)
    out += trees(model, code)
    for i, sides in enumerate(G):
        if sides[s]:
            score[i, s] = model.decision_function([sides[s]])[0]
    for k in range(5):
        part = fit(X[fold != k], y[fold != k], w[fold != k])
        mine = [i for i, pair in enumerate(clean) if pair["base"] % 5 == k and C[i][s]]
        held[mine, s] = part.decision_function([C[i][s] for i in mine])
prose, talk = np.array([p["prose"] for p in clean]), np.array([p["src"] == "tatoeba" for p in clean])
types = np.array([planted(p) for p in gold])
worst = score.max(1)
at = lambda share: float(np.quantile(held.max(1)[prose], 1 - share))
for q in (.003, .005, .007, .01, .015, .02, .03):
    print(f"{q} of clean prose, {(held.max(1)[talk] >= at(q)).mean():.4f} of talk at {at(q):.2f}", "| gold", {k: round(float((worst[types == k] >= at(q)).mean()), 3) for k in ("clean", "negation")},
          "at that share of gold %.3f" % (worst[types == "negation"] > np.quantile(worst[types == "clean"], 1 - q)).mean())
for name, order in (("clean", -worst), ("negation", worst)):
    for i in sorted(np.flatnonzero(types == name), key=lambda i: order[i])[:16]:
        plant = gold[i]["planted"][0] if gold[i]["planted"] else {}
        print(name, "%.2f" % worst[i], gold[i]["id"], plant.get("original", ""), "=>", plant.get("replacement", ""), "|", gold[i]["en"][:150], "|", gold[i]["ar"][:150])
t = at(share)
sure = [(at(.04), .15), (at(.02), .3), (t, .5), (at(share / 2.5), .8), (at(share / 10), .95)]
for code in ("ar", "en"):
    out.append(knots(code, sure))
open("src/check/evidence/negation.tsv", "w").write("\n".join(out) + "\n")
