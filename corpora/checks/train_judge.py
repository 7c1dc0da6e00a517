"""Fits the judge: `train_judge.py DOCUMENTS CANDIDATES OUT [REPORT]`; see README.md.

DOCUMENTS are those of judge_damage.py, CANDIDATES what `check_features judge` prints of them. Writes OUT (judge.tsv) and
prints, for each genre by a judge that never saw it: clean pairs of eight words and more with a finding at warning,
what part of each kind of planted fault is found, and how many of the findings in each band of probability are right."""
import collections, json, sys, warnings
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from sklearn.isotonic import IsotonicRegression
from export import trees
warnings.filterwarnings("ignore")

AROUND = 8          # the last features are those of the document
FAULTY = .35        # share of faulty pairs that the probabilities are calibrated for
UNSEEN = ("talk", "prose", "stories")   # the reader was not trained on these: its scores are what they will be elsewhere
MORE = 6.           # so much more they count
WARNING, ERROR = .6, .9
RIGHT = {
    "negation": "negation-lost negation-added mistranslation quantifier-shift modality-shift",
    "omission": "omission addition", "addition": "addition omission untranslated",
    "wrong": "wrong-pairing",
    "meaning": "mistranslation confused-word quantifier-shift modality-shift role-swap name-mismatch negation-lost negation-added misspelling",
    "slip": "confused-word mistranslation misspelling arabic-misspelling name-misspelled quantifier-shift modality-shift",
    "name": "name-mismatch name-misspelled mistranslation misspelling speaker-mismatch role-swap name-translated confused-word",
    "misname": "name-misspelled name-mismatch misspelling arabic-misspelling mistranslation confused-word",
    "typo": "misspelling arabic-misspelling name-misspelled confused-word mistranslation",
    "number": "mistranslation",
}
NEAR = 3


def label(candidate, plants):
    """1 for a candidate that tells a planted fault, 0 for one beside it, none where it may be a consequence."""
    for plant in plants:
        accepted = candidate["check"] in RIGHT[plant["kind"]].split()
        for side, start, end in candidate["places"]:
            if plant["kind"] == "wrong":
                return 1 if accepted else None
            if side != plant["side"]:
                continue
            if start <= plant["end"] + NEAR and end >= plant["start"] - NEAR:
                return 1 if accepted else None
        if plant["kind"] == "omission" and accepted:
            return 1    # the richer side is marked, where the lost words stand is not known
    return None


def read(documents, candidates):
    documents = [json.loads(line) for line in open(documents, encoding="utf-8")]
    lines = open(candidates, encoding="utf-8")
    names = json.loads(next(lines))["features"]
    rows = collections.defaultdict(list)
    for line in lines:
        found = json.loads(line)
        if len(found["row"]) != len(names):
            raise SystemExit(f"a row of {len(found['row'])} values for {len(names)} features")
        rows[found["document"], found["variant"], found["unit"]].append(found)
    return documents, names, rows


class Data:
    """Candidates as a matrix, and which pair each belongs to."""
    def __init__(self, documents, names, rows):
        self.names = names
        X, y, genre, source, unit, self.checks = [], [], [], [], [], []
        self.units = []     # (genre, kind or none, words) of each pair that is judged
        def add(key, doc, plants, kind, pair, in_document, alone):
            number = len(self.units)
            self.units.append((doc["genre"], kind, len(pair["en"].split())))
            for found in rows.get(key, ()):
                value = 0 if not plants else label(found, plants)
                if value is None:
                    continue
                for mode in (["document"] if in_document else []) + (["alone"] if alone else []):
                    row = list(found["row"])
                    if mode == "alone":
                        row[-AROUND:] = [0.] * AROUND
                    X.append(row), y.append(value), genre.append(doc["genre"]), unit.append(number)
                    source.append(doc["source"])
                    self.checks.append(found["check"])
        for d, doc in enumerate(documents):
            for at, pair in enumerate(doc["pairs"]):
                add((d, None, at), doc, [], "clean", pair, True, False)
                add((d, None, at), doc, [], "clean", pair, False, True)
            for v, variant in enumerate(doc["variants"]):
                for by, pair in enumerate(variant["pairs"]):
                    kind = variant["plants"][0]["kind"] if variant["plants"] else "moved"
                    add((d, v, variant["at"] + by), doc, variant["plants"], kind, pair, True, False)
                    if variant["plants"]:
                        add((d, v, variant["at"] + by), doc, variant["plants"], kind, pair, False, True)
        self.X, self.y = np.array(X, np.float32), np.array(y)
        self.genre, self.source, self.unit = np.array(genre), np.array(source), np.array(unit)
        self.unseen = np.isin(self.genre, UNSEEN)
        self.checks = np.array(self.checks)
        # A faulty pair counts so that FAULTY of all pairs of its genre are; a clean pair stands in the list twice.
        kinds = collections.Counter((genre, kind in ("clean", "moved")) for genre, kind, _ in self.units)
        share = {genre: FAULTY / (1 - FAULTY) * kinds[genre, True] / kinds[genre, False] for genre in set(genre)}
        self.weight = np.where(self.y == 1, [share[genre] for genre in self.genre], 1.)


def fit(data, rows):
    weight = data.weight[rows] * np.where(data.unseen[rows], MORE, 1.)
    return Trees(learning_rate=.06, max_iter=220, max_leaf_nodes=10, min_samples_leaf=40, l2_regularization=10,
                 max_features=.5, early_stopping=False, random_state=0).fit(data.X[rows], data.y[rows], sample_weight=weight)


def calibrated(scores, y, weight):
    return IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1).fit(scores, y, sample_weight=weight)


def knots(scores, y, weight):
    """Score and probability at even steps of the isotonic curve, rising."""
    curve = calibrated(scores, y, weight)
    points = []
    for score in np.linspace(np.quantile(scores, .02), np.quantile(scores[y == 1], .95), 24):
        near = np.abs(scores - score) < .35
        sure = float(np.mean(curve.predict(scores[near]))) if near.sum() > 20 else float(curve.predict([score])[0])
        points.append((score, min(.985, max(points[-1][1] if points else 0, sure))))
    return points


def probability(points, scores):
    return np.interp(scores, [p for p, _ in points], [q for _, q in points])


def report(data, sure):
    genres = sorted(set(data.genre))
    best = np.zeros(len(data.units))
    right = np.zeros(len(data.units))
    for s, y, unit in zip(sure, data.y, data.unit):
        best[unit] = max(best[unit], s)
        if y == 1:
            right[unit] = max(right[unit], s)
    kinds = list(RIGHT)
    print(f"{'genre':12} clean flagged  moved   " + " ".join(f"{kind:>9}" for kind in kinds) + "     macro")
    for genre in genres + ["all"]:
        own = [i for i, (g, _, _) in enumerate(data.units) if genre in (g, "all")]
        clean = [i for i in own if data.units[i][1] == "clean" and data.units[i][2] >= 8]
        moved = [i for i in own if data.units[i][1] == "moved"]
        found = []
        for kind in kinds:
            mine = [i for i in own if data.units[i][1] == kind]
            found.append(np.mean(right[mine] >= WARNING) if mine else np.nan)
        print(f"{genre:12} {np.mean(best[clean] >= WARNING):8.3f}     {np.mean(best[moved] >= WARNING) if moved else 0:7.3f}   "
              + " ".join(f"{x:9.2f}" for x in found) + f" {np.nanmean(found[:-1]):9.3f}")
    print("right among the findings of a band of probability, faulty pairs weighed as calibrated:")
    for genre in genres + ["all"]:
        own = (data.genre == genre) if genre != "all" else np.ones(len(sure), bool)
        cells = []
        for low, high in ((.35, .6), (.6, .75), (.75, .9), (.9, 1.01)):
            band = own & (sure >= low) & (sure < high)
            n = band.sum()
            cells.append(f"{low:.2f}: {np.average(data.y[band], weights=data.weight[band]) if n else float('nan'):.2f} ({n})")
        print(f"{genre:12} " + "  ".join(cells))
    print("check: right and wrong at warning, wrong in clean pairs")
    for check in sorted(set(data.checks)):
        told = (data.checks == check) & (sure >= WARNING)
        print(f"  {check:20} {int((data.y[told] == 1).sum()):5} {int((data.y[told] == 0).sum()):5}   candidates {int((data.checks == check).sum())}")


def main():
    documents, candidates, out = sys.argv[1:4]
    data = Data(*read(documents, candidates))
    print(len(data.y), "candidates,", int(data.y.sum()), "right,", len(data.names), "features")
    scores = np.zeros(len(data.y))
    # Left out: a genre as a whole; of those that the reader has not seen, a file at a time.
    for part in sorted(set(data.genre[~data.unseen])) + sorted(set(data.source[data.unseen])):
        rest = (data.genre != part) & (data.source != part)
        scores[~rest] = fit(data, rest).decision_function(data.X[~rest])
    points = knots(scores[data.unseen], data.y[data.unseen], data.weight[data.unseen])
    report(data, probability(points, scores))
    lines = ["features\tjudge\t" + "\t".join(data.names)] + trees(fit(data, np.ones(len(data.y), bool)), "judge")
    lines.append("knots\tjudge\t" + "\t".join(f"{score:.3f} {sure:.3f}" for score, sure in points))
    open(out, "w", encoding="utf-8").write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
