#!/bin/sh
# Trains every table of src/check/evidence anew: corpora/checks/train.sh [TRAIN_DIR [WORK_DIR]], from
# the root of the repository. TRAIN_DIR (../shared/train) holds the parallel text, WORK_DIR a folder
# to be made. About an hour on one core.
set -eu
train=${1:-../shared/train}
work=${2:-target/checks}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
mkdir -p "$work"
python3 corpora/checks/damage.py "$train" "$work"
look() { cargo build --release --example check_features; }

# What is counted over clean pairs.
look
for step in train_denial antonym_stems train_normal; do
    python3 "corpora/checks/$step.py" "$work"
done

# What is learned with those counts in view; the last number is the share of clean prose flagged.
look
python3 corpora/checks/train_pairing.py "$work" 0.004
python3 corpora/checks/train_spans.py "$work" 0.011
python3 corpora/checks/train_negation.py "$work" 0.011
python3 corpora/checks/train_contrast.py "$work" 0.003
python3 corpora/checks/train_swap.py "$work" 0.006
