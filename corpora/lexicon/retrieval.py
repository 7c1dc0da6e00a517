"""How often the vector of a line is nearest to that of its translation, over the beads of gold sets.

    cargo build --release --example lexicon
    python3 corpora/lexicon/retrieval.py ../shared/gold/align ../shared/gold/hard ../shared/gold/excerpt

Lines of an n-m bead are joined by a space; a pair that occurs twice counts once. Needs numpy.
"""

import glob
import os
import subprocess
import sys

import numpy as np

BINARY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../target/release/examples/lexicon")


def beads(folders):
    pairs = set()
    for case in sorted(d for f in folders for d in glob.glob(f"{f}/*/")):
        ar, en = (open(f"{case}{x}.txt", encoding="utf-8").read().split("\n") for x in ("ar", "en"))
        for row in open(f"{case}gold.tsv", encoding="utf-8"):
            sides = row.rstrip("\n").split("\t")
            if all(sides):
                join = lambda text, ids: " ".join(text[int(i)] for i in ids.split(","))
                pairs.add((join(ar, sides[0]), join(en, sides[1])))
    return sorted(pairs)


def vectors(mode, lines):
    raw = subprocess.run([BINARY, mode], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout
    v = np.frombuffer(raw, "<f4").reshape(len(lines), -1)
    return v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-9)


if __name__ == "__main__":
    pairs = beads(sys.argv[1:])
    for mode in ("sums", "vectors"):
        ar, en = (vectors(mode, [p[side] for p in pairs]) for side in (0, 1))
        near, own = ar @ en.T, np.arange(len(pairs))
        forth, back = (near.argmax(1) == own).mean(), (near.argmax(0) == own).mean()
        print(f"{mode}: {len(pairs)} beads, ar-en {forth:.3f}, en-ar {back:.3f}")
