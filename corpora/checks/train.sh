#!/bin/sh
# Trains the tables of src/check anew: corpora/checks/train.sh [TRAIN_DIR [LISTS [WORK_DIR]]], from the
# root of the repository. TRAIN_DIR (../shared/train) holds the parallel text, LISTS (../shared/reader/data/lists.json.gz)
# the word lists of corpora/reader that faults are planted with, WORK_DIR a folder to be made. About an hour
# on one core, a third of it for the judge; with JUDGE=only in the environment the judge alone.
set -eu
train=${1:-../shared/train}
lists=${2:-../shared/reader/data/lists.json.gz}
work=${3:-target/checks}
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
mkdir -p "$work"
look() { cargo build --release --example check_features; }

if [ "${JUDGE:-}" != only ]; then
    python3 corpora/checks/damage.py "$train" "$work"
    # What is counted over clean pairs.
    look
    for step in train_denial antonym_stems train_normal; do
        python3 "corpora/checks/$step.py" "$work"
    done
    # What is learned with those counts in view; the last number is the share of clean prose flagged.
    look
    python3 corpora/checks/train_negation.py "$work" 0.011
    python3 corpora/checks/train_contrast.py "$work" 0.003
    python3 corpora/checks/train_swap.py "$work" 0.006
fi

# The judge sees what all of them propose.
look
python3 corpora/checks/judge_damage.py "$train" "$lists" "$work/documents.jsonl"
target/release/examples/check_features judge <"$work/documents.jsonl" >"$work/candidates.jsonl"
python3 corpora/checks/train_judge.py "$work/documents.jsonl" "$work/candidates.jsonl" src/check/judge/judge.tsv
