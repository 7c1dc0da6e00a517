"""Packs trained weights and their tokenizer into the file that muqabala embeds.

    python3 pack.py student.npz tokenizer.json reader.bin

docs/formats.md says what each byte means. Nothing is trained or rounded to fewer values here: the weights stay at
four bits; their block scales become whole multiples of a scale of their row, so that a row's products can be added
up in whole numbers.
"""

import base64
import json
import pathlib
import struct
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "lexicon"))
import charmap  # noqa: E402
import container  # noqa: E402

WIDTH = 384
INNER = 4 * WIDTH
HEADS = 256
CLASSES = 9
PLACES = 192
BLOCK = 32  # weights that share a scale
GROUP = 32  # outputs that the kernel computes side by side
STRIPE = 384  # inputs whose products are added up before they are scaled
TOP = 8192  # largest activation
LIMIT = 2**31 - 1
SHAPES = {"qkv": (3 * WIDTH, WIDTH), "o": (WIDTH, WIDTH), "f1": (INNER, WIDTH), "f2": (WIDTH, INNER)}
TAGS = {"qkv": "QKV", "o": "ATT", "f1": "WID", "f2": "NAR"}
# The pieces of the model that stand for no text; the file has them last, in this order.
UNKNOWN, START, END = 3, 0, 2
MARKS = 4


def blocks(raw):
    """Blocks of 18 bytes -> scales (float64) and values of -8 to 7."""
    rows = raw.reshape(-1, 18)
    scales = rows[:, :2].copy().view("<f2")[:, 0].astype(np.float64)
    nibbles = rows[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], 1).astype(np.int64) - 8
    return scales, values


def whole(scales, heights):
    """Row scales, and block scales as the smallest error allows in whole multiples of them.

    No sum over a stripe may leave 32 bits, whatever the activations; `heights` are the sums of a block's values.
    """
    stripes = lambda x: x.reshape(len(x), -1, STRIPE // BLOCK).sum(2).max(1)
    row = np.maximum(stripes(heights * scales) * TOP / LIMIT, scales.max(1) / 4095)
    row = np.maximum(row, 1e-30).astype("<f4")
    while True:
        multipliers = np.rint(scales / row[:, None].astype(np.float64)).astype(np.int64)
        over = (stripes(heights * multipliers) * TOP > LIMIT) | (multipliers.max(1) > 4095)
        if not over.any():
            return row, multipliers
        row[over] *= np.float32(1.001)


def matrix(raw, shape):
    """A weight matrix in the order in which the kernel reads it.

    Row scales, then for each group of outputs and block of inputs the multiplier of each output and, for each pair of
    inputs, the weights of all outputs: low halves of the bytes first, then high halves.
    """
    outputs, inputs = shape
    scales, values = blocks(raw)
    scales = scales.reshape(outputs, inputs // BLOCK)
    values = values.reshape(outputs, inputs // BLOCK, BLOCK)
    row, multipliers = whole(scales, np.abs(values).sum(2))
    out = struct.pack("<HHHH", inputs, outputs, STRIPE, TOP) + row.tobytes()
    body = []
    for g in range(0, outputs, GROUP):
        for b in range(inputs // BLOCK):
            body.append(multipliers[g : g + GROUP, b].astype("<u2").tobytes())
            pairs = values[g : g + GROUP, b].reshape(GROUP, BLOCK // 2, 2) + 8
            step = pairs.transpose(1, 0, 2).reshape(BLOCK // 2, 2 * GROUP).astype(np.uint8)
            body.append((step[:, :GROUP] | step[:, GROUP:] << 4).tobytes())
    return out + b"".join(body)


def halves(x):
    return np.ascontiguousarray(x).astype("<f2").tobytes()


def pieces(vocabulary):
    """Section of the pieces in the order of their bytes, and that order as rows of the model."""
    order = sorted(range(MARKS, len(vocabulary)), key=lambda i: vocabulary[i][0].encode())
    index, text = container.lengths_and_text([vocabulary[i][0].encode() for i in order])
    scores = np.array([vocabulary[i][1] for i in order], "<f4")
    head = struct.pack("<IIf", len(order), len(text), scores.min())
    return order, head + index + scores.tobytes() + text


def sections(weights, tokenizer):
    charsmap = tokenizer["normalizer"]["normalizers"][0]["precompiled_charsmap"]
    order, piece_section = pieces(tokenizer["model"]["vocab"])
    rows = weights["word"].reshape(-1, WIDTH // BLOCK * 18)
    if len(rows) != len(order) + MARKS:
        raise ValueError("the weights have another number of pieces than the tokenizer")
    yield "PIEF", piece_section
    yield "CMAP", container.map_section(charmap.char_map(base64.b64decode(charsmap)))
    yield "WORD", rows[[*order, UNKNOWN, START, END]].tobytes()
    yield "EMBE", b"".join(
        halves(x) for x in (weights["pos"][:PLACES], weights["type"], weights["elw"], weights["elb"])
    )
    for layer in range(len(weights["L.o"])):
        for name, tag in TAGS.items():
            yield f"{tag}{layer}", matrix(weights["L." + name][layer], SHAPES[name])
        names = ("qkvb", "ob", "l1w", "l1b", "f1b", "f2b", "l2w", "l2b")
        yield f"VEC{layer}", b"".join(halves(weights["L." + name][layer]) for name in names)
    for name, shape in (("h1", (WIDTH, HEADS)), ("h1b", (HEADS,)), ("h2", (HEADS, CLASSES)), ("h2b", (CLASSES,))):
        if weights[name].shape != shape:
            raise ValueError(f"{name} has another shape")
    yield "HEAD", b"".join(halves(weights[name]) for name in ("h1", "h1b", "h2", "h2b"))


def main(weights, tokenizer, out):
    weights = np.load(weights)
    tokenizer = json.loads(pathlib.Path(tokenizer).read_text())
    data = container.pack(dict(sections(weights, tokenizer)))
    pathlib.Path(out).write_bytes(data)
    print(f"{out}: {len(data)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
