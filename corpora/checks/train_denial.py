"""Learns which words deny without a plain cue (`denial.tsv`), from clean pairs alone: train_denial.py WORK"""
import collections, sys
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from features import rows, seen

work = sys.argv[1]
pairs = [p for p in rows(f"{work}/clean.jsonl") if "cut" not in p]
marks = list(seen("denial", pairs, f"{work}/clean.denial"))
weight = np.array([{"pud": 2, "xquad-odd": 2, "tatoeba": .7}.get(p["src"], 1) for p in pairs])
LEAST_DENY = 2.5  # the Arabic list has too few examples to learn its weight from
out = []
for side, other, code in ((1, 0, "en"), (0, 1, "ar")):
    keys = [sorted(set(mark[side]["keys"])) for mark in marks]
    y = np.array([len(mark[other]["plain"]) > len(mark[side]["plain"]) for mark in marks])
    count, hits = collections.Counter(), collections.Counter()
    for own, label in zip(keys, y):
        count.update(own)
        if label:
            hits.update(own)
    known = sorted(k for k in count if (count[k] >= 5 and " " not in k) or (count[k] >= 10 and hits[k] >= 5))
    number = {k: i for i, k in enumerate(known)}
    cells = [[number[k] for k in own if k in number] for own in keys]
    X = csr_matrix((np.ones(sum(map(len, cells))), np.concatenate([np.array(c, int) for c in cells]), np.r_[0, np.cumsum([len(c) for c in cells])]),
                   shape=(len(keys), len(known)))
    model = LogisticRegression(solver="liblinear", l1_ratio=1, C=.25, random_state=1)
    held = np.zeros(len(y))
    for train, test in StratifiedKFold(4, shuffle=True, random_state=1).split(X, y):
        held[test] = model.fit(X[train], y[train], sample_weight=weight[train]).decision_function(X[test])
    model.fit(X, y, sample_weight=weight)
    c = model.coef_[0].copy()
    if code == "ar" and "<deny>" in number:
        c[number["<deny>"]] = max(c[number["<deny>"]], LEAST_DENY)
    print(code, X.shape, "area under the curve", round(roc_auc_score(y, held), 3), "weights", int((np.abs(c) > .05).sum()))
    out.append(f"{code}\t*\t{model.intercept_[0]:.2f}")
    out += sorted(f"{code}\t{known[i]}\t{c[i]:.2f}" for i in np.flatnonzero(np.abs(c) > .05))
open("src/check/evidence/denial.tsv", "w").write("\n".join(out) + "\n")
