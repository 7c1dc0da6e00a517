"""Writes the fixture that the Rust tests read: lines, their piece ids, and vectors of the first sixty-two.

The ids are SentencePiece's on the pruned model, the vectors the float64 reference's on the quantised tables,
as bytes of x * 127 / max |x|. The lines after those of base.txt are the same ones, made odd.
"""

import numpy as np

import sentences

ODD = (
    lambda s: s.upper(),
    lambda s: "\u200f" + s.replace(" ", "\u00a0\u200b ") + "\u2003",
    lambda s: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in s),
    lambda s: s.replace("لا", "\ufefb").replace("الله", "\ufdf2").replace("fi", "\ufb01").replace("م", "\ufee3"),
    lambda s: s.replace("a", "a\u0301").replace("ا", "ا\u0653").replace("و", "و\u0654").replace("e", "e\u0308"),
    lambda s: s.replace("ي", "ی").replace("ك", "ک").replace(".", "…").replace("ة", "ـة"),
    lambda s: "\t▁ " + "".join(s.split()) + " ½ ℃ № ™ 漢字 😀😀 ",
)
EXTRA = ("", " ", "▁", "\u200b", "😀", "x", "ﷺ", "¨", "\u0301a", "  two  spaces ", "ﷲﷲ 100٪", "١٢٣٤٥٦٧٨٩٠", "＂０＂")


def main():
    base = open("fixture/base.txt", encoding="utf-8").read().splitlines()
    odd = [ODD[i % len(ODD)](s) for i, s in enumerate(base * 2)]
    lines = base + odd + list(EXTRA)
    reference = sentences.Reference(sentences.tables())
    with open("fixture/ids.tsv", "w", encoding="utf-8", newline="\n") as out:
        for line in lines:
            ids = " ".join(map(str, reference.ids(line)[1:-1]))
            out.write(f"{ids}\t{line}\n".replace("\t\t", "\t\\t"))
    v = reference.encode(base)
    np.round(v / np.abs(v).max(1, keepdims=True) * 127).astype("<i1").tofile("fixture/vectors.bin")
    print(f"{len(lines)} lines, {len(base)} vectors")


if __name__ == "__main__":
    main()
