"""Trains the extra-span models (`extra.tsv`): train_spans.py WORK SHARE

WORK holds the pairs of damage.py. A first model of boosted trees rates candidate spans; what a
clause taken out left on the other side is not known exactly, so that those pairs are learned as
bags: the likeliest candidate of about the right length and place is taken, twice over. A second
model, of trees and a logistic half each, judges a side with its best candidate in view; it is
trained on what the first says of pairs it has not seen. The threshold lies where SHARE of the
clean prose would be flagged by models that have not seen it. Gold pairs are only printed.
"""
import sys, random
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from sklearn.linear_model import LogisticRegression
from export import knots, trees
from features import GOLD, planted, rows, seen

work, share_flagged = sys.argv[1], float(sys.argv[2])
rng = np.random.default_rng(1)
WEIGHT = {"pud": 3, "xquad-odd": 2, "tatoeba": .5}
GAIN, LENGTH, UNCOVERED = 0, 9, 14


class Pairs:
    """Pairs with their candidates: features, span and side of each, one after another."""

    def __init__(self, name, pairs):
        self.pairs = pairs
        X, at, side, span = [], [], [], []
        for number, sides in enumerate(seen("spans", pairs, f"{work}/{name}.spans")):
            for s, candidates in enumerate(sides):
                for start, end, features in candidates:
                    X.append(np.array(features, np.float32)), at.append(number), side.append(s), span.append((start, end))
        self.X, self.at, self.side, self.span = np.array(X), np.array(at), np.array(side), np.array(span)
        key = self.at * 2 + self.side
        self.groups = {(k // 2, k % 2): (a, b) for k, a, b in zip(*groups(key))}
        self.weight = np.array([WEIGHT.get(pair.get("src"), 1) for pair in pairs])
        self.fold = np.array([pair.get("base", 0) % 2 for pair in pairs])


def groups(key):
    start = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    return key[start], start, np.r_[start[1:], len(key)]


def fit(X, y, w, rounds=100):
    return Trees(max_iter=rounds, learning_rate=.1, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=5,
                 early_stopping=False, random_state=1).fit(X, y, sample_weight=w)


def gathered(keep):
    """Examples of candidates that are and are not extra, and bags of which one is."""
    X, y, w, bags = [], [], [], []
    for (i, _), (a, b) in clean.groups.items():
        if keep(clean.fold[i]):
            some = np.arange(a, b) if b - a <= 14 else rng.choice(np.arange(a, b), 14, replace=False)
            X.append(clean.X[some]), y.append(np.zeros(len(some))), w.append(np.full(len(some), clean.weight[i] / 14))
    for (i, s), (a, b) in damaged.groups.items():
        pair = damaged.pairs[i]
        side = ("ar", "en").index(pair["side"])
        if not keep(damaged.fold[i]):
            continue
        if pair["kind"] == "add" and s == side:
            span = damaged.span[a:b]
            inside = np.minimum(span[:, 1], pair["end"]) - np.maximum(span[:, 0], pair["start"])
            whole = np.maximum(span[:, 1], pair["end"]) - np.minimum(span[:, 0], pair["start"])
            hit = np.flatnonzero(inside / whole > .75)
            X.append(damaged.X[a:b][hit]), y.append(np.ones(len(hit))), w.append(np.full(len(hit), damaged.weight[i] / 1.5))
        elif pair["kind"] == "drop" and s != side:
            left = len(pair[pair["side"]])
            share = len(pair["old"]) / (len(pair["old"]) + left)
            middle = pair["start"] / (len(pair["old"]) + left) + share / 2
            length = len(pair[("ar", "en")[s]])
            own, own_middle = (damaged.span[a:b, 1] - damaged.span[a:b, 0]) / length, damaged.span[a:b].mean(1) / length
            penalty = 4 * np.abs(np.log((own + .02) / (share + .02))) + 5 * np.abs(own_middle - middle)
            bags.append((a, b, penalty, damaged.weight[i]))
    return np.concatenate(X), np.concatenate(y), np.concatenate(w), bags


def train(X, y, w, bags, rounds=2):
    model = fit(X, y, w)
    for _ in range(rounds):
        said = model.decision_function(damaged.X)
        picked = np.array([a + int((said[a:b] - penalty).argmax()) for a, b, penalty, _ in bags])
        model = fit(np.concatenate([X, damaged.X[picked]]), np.r_[y, np.ones(len(picked))], np.r_[w, [bag[3] for bag in bags]])
    return model


def view(data, said, i, s):
    """What the second model sees of side s of pair i, and which candidate is the best."""
    a, b = data.groups[i, s]
    o = data.groups.get((i, 1 - s))
    own, rated = data.X[a:b], said[a:b]
    best = int(rated.argmax())
    second = float(np.sort(rated)[-2]) if b - a > 1 else -6
    long = own[:, LENGTH] >= 4
    far = [said[o[0]:o[1]].max(), data.X[o[0]:o[1], GAIN].max(), data.X[o[0]:o[1], UNCOVERED].max()] if o else [-8, 0, 0]
    more = [second, rated.mean(), far[0], own[:, GAIN].max(), own[long, GAIN].max() if long.any() else -1, far[1],
            own[:, UNCOVERED].max(), far[2]]
    return np.r_[rated[best], own[best], more], a + best


def fit_second(X, y, w):
    mean, spread = X.mean(0), X.std(0) + 1e-6
    line = LogisticRegression(C=.05, max_iter=500).fit((X - mean) / spread, y, sample_weight=w)
    tree = Trees(max_iter=80, learning_rate=.07, max_leaf_nodes=8, min_samples_leaf=25, l2_regularization=5,
                 early_stopping=False, random_state=1).fit(X, y, sample_weight=w)
    return (lambda Z: (line.decision_function((Z - mean) / spread) + tree.decision_function(Z)) / 2), (mean, spread, line, tree)


def judged(data, first, second):
    """The score of each pair and the candidate that gives it."""
    said = first.decision_function(data.X)
    keys = list(data.groups)
    views = [view(data, said, i, s) for i, s in keys]
    score, best = np.full(len(data.pairs), -15.), np.full(len(data.pairs), -1)
    for (i, _), value, (_, at) in zip(keys, second(np.array([v for v, _ in views])), views):
        if value > score[i]:
            score[i], best[i] = value, at
    return score, best


some = random.Random(5)
pick = lambda pairs, count: pairs if len(pairs) <= count else some.sample(pairs, count)
base = rows(f"{work}/clean.jsonl")
clean = Pairs("clean", pick([p for p in base if p["prose"]], 6500) + pick([p for p in base if not p["prose"] and len(p["en"].split()) >= 8], 1500))
spans = rows(f"{work}/spans.jsonl")
damaged = Pairs("damaged", pick([p for p in spans if p["kind"] == "drop"], 6000) + pick([p for p in spans if p["kind"] == "add"], 5000))
gold = Pairs("gold", rows(GOLD))
print(clean.X.shape, damaged.X.shape, gold.X.shape, flush=True)

X2, y2, w2, f2 = [], [], [], []
for k in (0, 1):
    model = train(*gathered(lambda fold: fold != k))
    for data, label in ((clean, 0), (damaged, 1)):
        said = model.decision_function(data.X)
        for i, s in data.groups:
            pair = data.pairs[i]
            if data.fold[i] != k or label and (s == ("ar", "en").index(pair["side"])) != (pair["kind"] == "add"):
                continue
            X2.append(view(data, said, i, s)[0]), y2.append(label), w2.append(data.weight[i]), f2.append((k, i))
    print("half", k, flush=True)
X2, y2, w2, half, of = np.array(X2), np.array(y2), np.array(w2), np.array([k for k, _ in f2]), np.array([i for _, i in f2])
held = np.full(len(clean.pairs), -15.)
caught = np.full(len(damaged.pairs), -15.)
for k in (0, 1):
    second, _ = fit_second(X2[half != k], y2[half != k], w2[half != k])
    for label, out in ((0, held), (1, caught)):
        mine = np.flatnonzero((y2 == label) & (half == k))
        np.maximum.at(out, of[mine], second(X2[mine]))
first = train(*gathered(lambda fold: True))
second, (mean, spread, line, tree) = fit_second(X2, y2, w2)

prose = np.array([bool(p["prose"]) for p in clean.pairs])
source = np.array([p["src"] for p in clean.pairs])
kind = np.array([p["kind"] for p in damaged.pairs])
score, best = judged(gold, first, second)
types = np.array([planted(p) for p in gold.pairs])
for q in (.002, .005, .008, .01, .015, .02, .03, .05):
    t = np.quantile(held[prose], 1 - q)
    print(f"{q:.3f} of clean prose at {t:.2f}:", {s: round(float((held[source == s] >= t).mean()), 4) for s in sorted(set(source))},
          "caught", {k: round(float((caught[kind == k] >= t).mean()), 3) for k in ("drop", "add")},
          "| gold", {k: round(float((score[types == k] >= t).mean()), 3) for k in ("clean", "omission", "addition", "wrong_sentence")},
          "at that share of gold", {k: round(float((score[types == k] > np.quantile(score[types == "clean"], 1 - q)).mean()), 3) for k in ("omission", "addition")})
for name, worst in (("clean", -score), ("omission", score), ("addition", score)):
    mine = np.flatnonzero(types == name)
    for i in sorted(mine, key=lambda i: worst[i])[:14]:
        pair, at = gold.pairs[i], best[i]
        shown = pair[("ar", "en")[gold.side[at]]][gold.span[at][0]:gold.span[at][1]] if at >= 0 else ""
        plant = pair["planted"][0] if pair["planted"] else {}
        print(f"{name} {score[i]:.2f} {pair['id']} [{shown}]", plant.get("original", "") + plant.get("replacement", ""))

out = trees(first, "span")
weights = line.coef_[0] / spread / 2
bias = (line.intercept_[0] - float((line.coef_[0] * mean / spread).sum())) / 2 + float(np.ravel(tree._baseline_prediction)[0]) / 2
out.append("weights\tpair\t%.4f\t" % bias + "\t".join("%.5g" % x for x in weights))
for text in trees(tree, "pair")[1:]:
    fields = text.split("\t")
    out.append("\t".join(fields[:2] + [cell if " " in cell else "%.4f" % (float(cell) / 2) for cell in fields[2:]]))
at = lambda share: float(np.quantile(held[prose], 1 - share))
t = at(share_flagged)
out.append(knots("pair", [(at(.08), .15), (at(.03), .3), (t, .5), (t + .5, .75), (t + 1.2, .9), (t + 2.5, .97)]))
open("src/check/evidence/extra.tsv", "w").write("\n".join(out) + "\n")
