"""Compares the Rust encoder with the reference on the lines of the files named.

    cargo build --release --example lexicon
    corpora/lexicon/cache/venv/bin/python corpora/lexicon/compare.py FILE...

Piece ids must be those of SentencePiece on the pruned model; vectors those of the float64 reference on
the same quantised tables (cosine). Gzipped tables count each column as a line.
"""

import gzip
import os
import subprocess
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
BINARY = os.path.join(HERE, "../../target/release/examples/lexicon")


def lines_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as f:
        for line in f.read().split("\n"):
            yield from (part.rstrip("\r") for part in line.split("\t")[:2] if part)


def run(mode, lines):
    return subprocess.run([BINARY, mode], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True).stdout


def main(paths, most=int(os.environ.get("LINES", "10000"))):
    os.chdir(HERE)
    import sentences

    # A line of the reference is what Rust calls one: no other line ends inside.
    every = [x for p in paths for x in lines_of(p) if "\r" not in x]
    lines = every[:: max(1, len(every) // most)][:most]
    reference = sentences.Reference(sentences.tables())
    ours = [list(map(int, x.split())) for x in run("ids", lines).decode().split("\n")[:-1]]
    theirs = [reference.ids(x)[1:-1] for x in lines]
    wrong = [i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b]
    print(f"{len(lines)} lines, {sum(map(len, theirs))} pieces, {len(wrong)} lines differ")
    for i in wrong[:10]:
        print(repr(lines[i]), ours[i], theirs[i])
    some = lines[:2000]
    got = np.frombuffer(run("vectors", some), "<f4").reshape(-1, 512)
    cosine = (got * reference.encode(some)).sum(1)
    print(f"{len(some)} vectors: cosine mean {cosine.mean():.6f}, least {cosine.min():.6f}")
    return int(bool(wrong) or cosine.min() < 0.999)


if __name__ == "__main__":
    sys.exit(main([os.path.abspath(p) for p in sys.argv[1:]]))
