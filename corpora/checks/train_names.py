"""Trains the models of exchanged and of misspelt names: `train_names.py D OUT REPLACED MISSPELT`.

D holds names.{clean,replaced,misspelt}.jsonl and, for each, what `check_features names` prints (`.f`);
REPLACED and MISSPELT are the scores from which a finding is made. Prints what other thresholds would find
and flag in folds that were held out."""
import json, sys, warnings
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier as Trees
from export import knots, trees
warnings.filterwarnings('ignore')
folder, out, *thresholds = sys.argv[1:5]


def read(kind):
    pairs = zip(open(f'{folder}/names.{kind}.jsonl'), open(f'{folder}/names.{kind}.f'))
    return [(json.loads(pair), json.loads(seen)) for pair, seen in pairs]


clean = read('clean')
for key, size, settings in (
        ('replaced', 0, dict(max_iter=80, max_leaf_nodes=8, min_samples_leaf=20, l2_regularization=5)),
        ('misspelt', 1, dict(max_iter=50, max_leaf_nodes=6, min_samples_leaf=25, l2_regularization=10))):
    field, damaged = ('replaced', 'slips')[size], read(key)
    X, y, base = [], [], []
    for pairs, label in ((clean, 0), (damaged, 1)):
        for pair, seen in pairs:
            for start, *_, features in seen[field]:
                # A place that is told by the name list alone has no features.
                if features and (label == 0 or pair['start'] <= start < pair['end']):
                    X.append(features), y.append(label), base.append(pair['base'])
    X, y, base = np.array(X, np.float32), np.array(y), np.array(base)

    def fit(rows):
        return Trees(learning_rate=.07, early_stopping=False, random_state=0, **settings).fit(X[rows], y[rows])

    def score(model, seen):
        rows = [features for *_, features in seen[field] if features]
        return max(model.decision_function(np.array(rows, np.float32))) if rows else -99
    scores = [np.full(len(clean), -99.), np.full(len(damaged), -99.)]
    for fold in range(3):
        model = fit(base % 3 != fold)
        for pairs, into in zip((clean, damaged), scores):
            for at, (pair, seen) in enumerate(pairs):
                if pair['base'] % 3 == fold:
                    into[at] = score(model, seen)
    for rate in (.001, .002, .003, .005, .007, .01, .02):
        at = np.quantile(scores[0], 1 - rate)
        print(key, f'flagged {rate:.3f} from {at:.2f}: found {(scores[1] >= at).mean():.3f}')
    t = float(thresholds[size])
    steps = ([(-1.5, .2), (0, .55), (.8, .75), (1.8, .9), (3, .97)],
             [(-1.5, .3), (0, .7), (.8, .85), (1.8, .95), (2.5, .97)])[size]
    lines = trees(fit(base >= 0), key) + [knots(key, [(t + by, sure) for by, sure in steps])]
    open(f'{out}/{key}.tsv', 'w').write('\n'.join(lines) + '\n')
