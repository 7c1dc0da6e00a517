"""The faithful pairs of the interviews in this repository as a corpus: enough to see that the recipe runs.

    python3 interviews.py OUT.tsv.gz
"""

import gzip
import pathlib
import sys

CORPORA = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("basra-palms", "baghdad-deputy", "children-ward", "dinar-talk", "library-flood")


def pairs(folder):
    """Beads of the clean rendering, Arabic first."""
    segments = {}
    for side in ("interview", "clean"):
        (path,) = folder.glob(f"{side}.seg.*.txt")
        segments[side] = path.read_text().split("\n")
        if path.name.split(".")[2] == "ar":
            arabic = side
    gold = folder / "gold.clean.tsv"
    for line in gold.read_text().splitlines():
        beads = [[int(k) for k in cell.split(",") if k] for cell in line.split("\t")]
        if all(beads):
            texts = {
                side: " ".join(segments[side][k] for k in places)
                for side, places in zip(("interview", "clean"), beads)
            }
            other = "clean" if arabic == "interview" else "interview"
            yield texts[arabic], texts[other]


def main(out):
    rows = [pair for name in FOLDERS for pair in pairs(CORPORA / name)]
    with gzip.open(out, "wt") as f:
        f.writelines(f"interviews\t{ar}\t{en}\n" for ar, en in rows)
    print(len(rows), "pairs")


if __name__ == "__main__":
    main(*sys.argv[1:])
