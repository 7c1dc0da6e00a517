"""Trains the wrong-pairing model (`pairing.tsv`): train_pairing.py WORK SHARE

Boosted trees over clean pairs, and pairs of which one side lost or got a clause, against renderings
exchanged for one of the same document or of the same source. The threshold lies where SHARE of the clean prose would be flagged by models that
have not seen it. Gold pairs are only printed.
"""
import random, sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from export import knots, trees
from features import GOLD, planted, rows, seen

work, share = sys.argv[1], float(sys.argv[2])
some = random.Random(4)
base = rows(f"{work}/clean.jsonl")
prose = [p for p in base if p["prose"]]
talk = some.sample([p for p in base if not p["prose"]], 4000)
wrong = rows(f"{work}/wrong.jsonl")
wrong = some.sample([p for p in wrong if p["prose"]], 7000) + some.sample([p for p in wrong if not p["prose"]], 2000)
part = some.sample([p for p in rows(f"{work}/spans.jsonl") if p["prose"]], 4000)
clean = prose + talk
see = lambda name, pairs: np.array(list(seen("pairing", pairs, f"{work}/{name}.pairing")))
C, W, P, gold = see("clean", clean), see("wrong", wrong), see("part", part), rows(GOLD)
G = see("gold", gold)
RATIO = 4  # lengths are left out: pairs exchanged at random are of unlike length, slips of an aligner are not
for X in (C, W, P, G):
    X[:, RATIO] = 0
X, y = np.concatenate([C, W, P]), np.r_[np.zeros(len(C)), np.ones(len(W)), np.zeros(len(P))]
w = np.ones(len(y))
fold = np.array([p["base"] % 3 for p in clean + wrong + part])


def fit(X, y, w):
    return Trees(max_iter=60, learning_rate=.1, max_leaf_nodes=6, min_samples_leaf=40, l2_regularization=10,
                 early_stopping=False, random_state=1).fit(X, y, sample_weight=w)


held = np.zeros(len(y))
for k in range(3):
    held[fold == k] = fit(X[fold != k], y[fold != k], w[fold != k]).decision_function(X[fold == k])
model = fit(X, y, w)
score = model.decision_function(G)
types = np.array([planted(p) for p in gold])
is_prose = np.array([p["prose"] for p in clean])
held_clean, held_wrong = held[:len(C)], held[len(C):len(C) + len(W)]
for q in (.0005, .001, .002, .003, .005, .01):
    t = np.quantile(held_clean[is_prose], 1 - q)
    print(f"{q} of clean prose at {t:.2f}: of talk {(held_clean[~is_prose] >= t).mean():.4f} caught {(held_wrong >= t).mean():.3f}",
          "| gold", {k: round(float((score[types == k] >= t).mean()), 3) for k in ("clean", "wrong_sentence", "omission", "addition")})
for name, order in (("clean", -score), ("wrong_sentence", score)):
    for i in sorted(np.flatnonzero(types == name), key=lambda i: order[i])[:6]:
        print(name, "%.2f" % score[i], gold[i]["id"], gold[i]["en"][:110], "|", gold[i]["ar"][:110])
for i in np.argsort(-held_clean)[:8]:
    print("train", "%.2f" % held_clean[i], clean[i]["src"], clean[i]["en"][:110], "|", clean[i]["ar"][:110])
at = lambda share: float(np.quantile(held_clean[is_prose], 1 - share))
t = at(share)
out = trees(model, "pairing") + [knots("pairing", [(at(.02), .2), (t, .5), (t + .8, .8), (t + 2, .95), (t + 5, .99)])]
open("src/check/evidence/pairing.tsv", "w").write("\n".join(out) + "\n")
