"""Trains the model of misspelt Arabic renderings of names: `train_arabic_names.py D OUT THRESHOLD`.

D holds names.{clean,arabic}.jsonl and what `check_features arabic-names` prints of each (`.slips`). Prints what
thresholds find and flag in folds that were held out."""
import json, sys, warnings
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from export import knots, trees
warnings.filterwarnings('ignore')
folder, out, threshold = sys.argv[1], sys.argv[2], float(sys.argv[3])
KEY = 'misspelt_arabic'


def read(kind):
    pairs = zip(open(f'{folder}/names.{kind}.jsonl'), open(f'{folder}/names.{kind}.slips'))
    return [(json.loads(pair), json.loads(seen)) for pair, seen in pairs]


clean, damaged = read('clean'), read('arabic')
X, y, base = [], [], []
for pairs, label in ((clean, 0), (damaged, 1)):
    for pair, seen in pairs:
        for start, _, _, features in seen:
            if label == 0 or pair['start'] <= start < pair['end']:
                X.append(features), y.append(label), base.append(pair['base'])
X, y, base = np.array(X, np.float32), np.array(y), np.array(base)


def fit(rows):
    return Trees(learning_rate=.07, early_stopping=False, random_state=0, max_iter=50, max_leaf_nodes=6,
                 min_samples_leaf=25, l2_regularization=10).fit(X[rows], y[rows])


def own(pair, seen):
    return [slip for slip in seen if 'start' not in pair or pair['start'] <= slip[0] < pair['end']]


def score(model, seen):
    rows = [slip[3] for slip in seen]
    return max(model.decision_function(np.array(rows, np.float32))) if rows else -99


scores = [np.full(len(clean), -99.), np.full(len(damaged), -99.)]
for fold in range(3):
    model = fit(base % 3 != fold)
    for pairs, into in zip((clean, damaged), scores):
        for at, (pair, seen) in enumerate(pairs):
            if pair['base'] % 3 == fold:
                into[at] = score(model, own(pair, seen))
print(len(clean), 'clean', len(damaged), 'damaged', len(y), 'candidates', int(y.sum()), 'of slips')
FOLD = str.maketrans('أإآةىی', 'اااهيي')
right = [any(slip[1] and slip[1][0].translate(FOLD) == pair['right'].translate(FOLD) for slip in own(pair, seen)) for pair, seen in damaged]
anywhere = [any(pair['right'].translate(FOLD) in [s.translate(FOLD) for s in slip[1]] for slip in own(pair, seen)) for pair, seen in damaged]
for rate in (.001, .002, .003, .005, .007, .01, .02):
    at = np.quantile(scores[0], 1 - rate)
    hit = scores[1] >= at
    print(f'flagged {rate:.3f} from {at:.2f}: found {hit.mean():.3f}, first right {np.array(right)[hit].mean():.3f}, among the offered {np.array(anywhere)[hit].mean():.3f}')
for kind in sorted({pair['kind'] for pair, _ in damaged}):
    which = np.array([pair['kind'] == kind for pair, _ in damaged])
    print(kind, which.sum(), f'{(scores[1][which] >= threshold).mean():.3f}')
print(f'at {threshold}: flagged {(scores[0] >= threshold).mean():.4f}, found {(scores[1] >= threshold).mean():.3f}')
if '-v' in sys.argv:
    for at in np.argsort(-scores[0])[:25]:
        pair, seen = clean[at]
        slip = max(seen, key=lambda slip: slip[2]) if len(seen) == 1 else seen
        print(f'{scores[0][at]:.2f}', pair['en'][:100], '|', [(pair['ar'][s[0]:s[0] + 14], s[1]) for s in seen])
steps = [(-1.5, .3), (0, .7), (.8, .85), (1.8, .95), (2.5, .97)]
lines = trees(fit(base >= 0), KEY) + [knots(KEY, [(threshold + by, sure) for by, sure in steps])]
open(f'{out}/{KEY}.tsv', 'w').write('\n'.join(lines) + '\n')
