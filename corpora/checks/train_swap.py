"""Trains the model of exchanged words (`swap.tsv`): train_swap.py WORK SHARE

Boosted trees over pairs of words that both fall short of their usual cover, in clean pairs and
in pairs with a content word, on either side, exchanged for one of like frequency and ending. The
threshold lies where SHARE of the clean prose, and no more of clean talk, would be flagged by models that have not seen it.
Gold pairs are only printed.
"""
import collections, random, re, sys
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from export import knots, trees
from features import GOLD, planted, rows, seen

work, share = sys.argv[1], float(sys.argv[2])
rng = random.Random(3)
WORD = {"en": re.compile("[a-z]+"), "ar": re.compile("[\u0621-\u064a]+")}
base = rows(f"{work}/clean.jsonl")
covers = dict(zip((p["base"] for p in base), seen("cover", base, f"{work}/clean.cover")))
clean = [p for p in base if (p["prose"] or p["src"] == "tatoeba") and "cut" not in p and p["base"] % 2 == 0]  # those that normal.tsv has not seen


def kind(word):
    """Words of one kind may stand for each other in a sentence."""
    for end in ("ing", "ed", "ly", "s"):
        if word.isascii() and word.endswith(end):
            return end
    return "" if word.isascii() else ("ال" if word.startswith("ال") else "") + word[-1:].replace("ة", "ة")[-1:] * word.endswith(("ة", "ات"))


def content(pair, side):
    """Start and text of the content words."""
    out = []
    for start, _, log10, best, _, capital in covers[pair["base"]][("ar", "en").index(side)]:
        m = WORD[side].match(pair[side], start)
        if m and not capital and -5.6 < log10 < -3.3 and len(m.group()) > 3 and best > .3:
            out.append((start, m.group()))
    return out


pool = collections.defaultdict(list)
single = clean
for pair in single:
    for side in ("ar", "en"):
        for _, word in content(pair, side):
            pool[side, kind(word)].append(word)
damaged = []
for pair in single:
    for side in ("en", "ar"):
        words = content(pair, side)
        if not words:
            continue
        start, word = rng.choice(words)
        other = rng.choice(pool[side, kind(word)])
        if other not in pair[side]:
            text = pair[side][:start] + other + pair[side][start + len(word):]
            damaged.append(dict(pair, **{side: text}, side=side, start=start, old=word, new=other))
gold = rows(GOLD)
see = lambda name, pairs: list(seen("swap", pairs, f"{work}/{name}.swap"))
C, D, G = see("clean-prose", clean), see("swapped", damaged), see("gold", gold)
X, y, w, fold = [], [], [], []
weight = {"pud": 3, "xquad-odd": 2, "tatoeba": .5}
for pair, found in zip(clean, C):
    for _, _, f in found:
        X.append(f), y.append(0), w.append(weight.get(pair["src"], 1)), fold.append(pair["base"] // 2 % 3)
for pair, found in zip(damaged, D):
    for arabic, english, f in found:
        if pair["start"] == (arabic if pair["side"] == "ar" else english):
            X.append(f), y.append(1), w.append(weight.get(pair["src"], 1)), fold.append(pair["base"] // 2 % 3)
X, y, w, fold = np.array(X, np.float32), np.array(y), np.array(w), np.array(fold)
print(X.shape, int(y.sum()), "of", len(damaged))


def fit(X, y, w):
    return Trees(max_iter=120, learning_rate=.08, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=5,
                 early_stopping=False, random_state=1).fit(X, y, sample_weight=w)


def best(model, found):
    return float(model.decision_function(np.array([f for *_, f in found], np.float32)).max()) if found else -9.


held, caught = np.full(len(clean), -9.), np.full(len(damaged), -9.)
for k in range(3):
    part = fit(X[fold != k], y[fold != k], w[fold != k])
    for pairs, found, out in ((clean, C, held), (damaged, D, caught)):
        for i, pair in enumerate(pairs):
            if pair["base"] // 2 % 3 == k:
                out[i] = best(part, found[i])
model = fit(X, y, w)
score, types = np.array([best(model, found) for found in G]), np.array([planted(p) for p in gold])
sub = np.array([p["planted"][0].get("subtype", "") if p["planted"] else "" for p in gold])
prose = np.array([p["prose"] for p in clean])
told = np.array([p["prose"] for p in damaged])
at = lambda share: float(max(np.quantile(held[prose], 1 - share), np.quantile(held[~prose], 1 - share)))
for q in (.001, .002, .003, .005, .008, .01, .015, .02, .03):
    t = at(q)
    print(f"{q} of clean prose and of talk at {t:.2f} ({(held[prose] >= t).mean():.4f} and {(held[~prose] >= t).mean():.4f}): caught {(caught[told] >= t).mean():.3f} and {(caught[~told] >= t).mean():.3f}", "| gold clean %.4f" % (score[types == "clean"] >= t).mean(),
          {k: round(float((score[sub == k] >= t).mean()), 3) for k in ("unrelated", "antonym")},
          {k: round(float((score[types == k] >= t).mean()), 3) for k in ("name", "real_word_typo", "negation")},
          "at that share of gold %.2f" % (score[sub == "unrelated"] > np.quantile(score[types == "clean"], 1 - q)).mean())
for i in sorted(np.flatnonzero(types == "clean"), key=lambda i: -score[i])[:12]:
    arabic, english, _ = max(G[i], key=lambda found: model.decision_function([found[2]])[0])
    print("clean %.2f" % score[i], gold[i]["id"], gold[i]["en"][english:english + 14], "|", gold[i]["ar"][arabic:arabic + 14], "|", gold[i]["en"][:120], "|", gold[i]["ar"][:120])
t = at(share)
out = trees(model, "swap") + [knots("swap", [(at(.03), .2), (t, .5), (t + .7, .75), (t + 1.5, .9), (t + 3, .97)])]
open("src/check/evidence/swap.tsv", "w").write("\n".join(out) + "\n")
