"""The reader in float64, which the program is compared with.

    python3 reference.py WEIGHTS.npz TOKENIZER.json < PAIRS > SCORES

A pair a line, Arabic TAB English; out comes a line of JSON for each: number of pieces of either side, the scores of the
eight classes on either side, and those of each piece. Pairs of more than 188 pieces are refused.
"""

import json
import sys

import numpy as np
from tokenizers import Tokenizer

WIDTH, HEADS, ROOM = 384, 12, 188
SHAPES = {"qkv": (3 * WIDTH, WIDTH), "o": (WIDTH, WIDTH), "f1": (4 * WIDTH, WIDTH), "f2": (WIDTH, 4 * WIDTH)}
START, END = 0, 2


def unpacked(raw):
    """Blocks of 32 values: a scale of 16 bits, 16 bytes of low and high halves, each 8 more than its value."""
    rows = raw.reshape(-1, 18)
    scales = rows[:, :2].copy().view("<f2").astype(float)
    nibbles = rows[:, 2:]
    return (np.concatenate([nibbles & 15, nibbles >> 4], 1).astype(float) - 8) * scales


class Reader:
    def __init__(self, weights, tokenizer):
        w = np.load(weights)
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.w = {k: w[k].astype(float) for k in w.files if w[k].dtype != np.uint8}
        self.w["word"] = unpacked(w["word"]).reshape(-1, WIDTH)
        for k, shape in SHAPES.items():
            self.w["L." + k] = [unpacked(x).reshape(shape).T for x in w["L." + k]]

    def ids(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def scores(self, arabic, english):
        """Scores of the pieces of the Arabic side, then of the English one."""
        if len(arabic) + len(english) > ROOM:
            raise ValueError("too long for one pass")
        ids = np.array([START, *arabic, END, END, *english, END])
        side = (np.arange(len(ids)) >= len(arabic) + 2).astype(int)
        w = self.w
        x = w["word"][ids] + w["pos"][: len(ids)] + w["type"][side]
        x = norm(x, w["elw"], w["elb"])
        for layer in range(len(w["L.o"])):
            x = self.layer(x, {k[2:]: v[layer] for k, v in w.items() if k.startswith("L.")})
        z = gelu(x @ w["h1"] + w["h1b"]) @ w["h2"] + w["h2b"]
        z = z[:, 1:] - z[:, :1]
        return z[1 : len(arabic) + 1], z[len(arabic) + 3 : -1]

    @staticmethod
    def layer(x, w):
        heads = lambda y: y.reshape(len(y), HEADS, -1).swapaxes(0, 1)
        q, k, v = (heads(y) for y in np.split(x @ w["qkv"] + w["qkvb"], 3, 1))
        a = q @ k.swapaxes(1, 2) / np.sqrt(WIDTH // HEADS)
        a = np.exp(a - a.max(-1, keepdims=True))
        a = (a / a.sum(-1, keepdims=True)) @ v
        x = norm(x + a.swapaxes(0, 1).reshape(len(x), WIDTH) @ w["o"] + w["ob"], w["l1w"], w["l1b"])
        return norm(x + gelu(x @ w["f1"] + w["f1b"]) @ w["f2"] + w["f2b"], w["l2w"], w["l2b"])


def norm(x, gain, bias):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * gain + bias


def gelu(x):
    return x / (1 + np.exp(-2 * np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def joined(scores):
    return np.logaddexp.reduce(scores, 0) if len(scores) else np.full(8, -20.0)


def main(weights, tokenizer):
    reader = Reader(weights, tokenizer)
    for line in sys.stdin:
        arabic, english = line.rstrip("\n").split("\t")
        sides = reader.scores(reader.ids(arabic), reader.ids(english))
        rounded = lambda x: [round(float(v), 3) for v in x]
        row = {
            "pieces": [len(s) for s in sides],
            "sides": [rounded(joined(s)) for s in sides],
            "scores": [[rounded(p) for p in s] for s in sides],
        }
        print(json.dumps(row))


if __name__ == "__main__":
    main(*sys.argv[1:])
