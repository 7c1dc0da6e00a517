"""Learns the 512 -> 128 projection of word vectors and writes it as projection.bin.

Run by hand, not by build.sh: mutual nearest neighbours and eigenvectors depend on the last bit of the
machine's arithmetic, so their rounded result is committed and the build starts from it.
No parallel text is needed: translations are found as mutual nearest neighbours under CSLS.
"""

import numpy as np
from scipy.linalg import eigh

DIMS = 128
FREQUENT = 30000  # forms of each language that the statistics are taken over


def neighbours(a, b, floor=0.45, step=1000):
    """Mutual nearest neighbours under CSLS (hub terms from a fixed sample of 4,000)."""
    sample = np.random.RandomState(0).choice(min(len(a), len(b)), 4000, False)
    hub_a = np.sort(a @ b[sample].T, 1)[:, -3:].mean(1)
    hub_b = np.sort(b @ a[sample].T, 1)[:, -3:].mean(1)
    forth, cos = np.zeros(len(a), int), np.zeros(len(a))
    back, back_score = np.zeros(len(b), int), np.full(len(b), -9.0)
    for i in range(0, len(a), step):
        s = a[i : i + step] @ b.T
        csls = 2 * s - hub_b - hub_a[i : i + step, None]
        forth[i : i + step] = csls.argmax(1)
        cos[i : i + step] = s[np.arange(len(s)), forth[i : i + step]]
        better = csls.max(0) > back_score
        back[better] = csls.argmax(0)[better] + i
        back_score = np.maximum(back_score, csls.max(0))
    keep = (back[forth] == np.arange(len(a))) & (cos > floor)
    return np.flatnonzero(keep), forth[keep]


def learn(ar, en):
    """Encoder vectors of forms in falling frequency -> pairs found, means (2 x 512), projection (512 x 128)."""
    means = np.stack([ar.mean(0), en.mean(0)])
    xa, xe = ar[:FREQUENT] - means[0], en[:FREQUENT] - means[1]
    unit = lambda x: (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32)
    i, j = neighbours(unit(xa), unit(xe))
    within = (xa[i] - xe[j]).T @ (xa[i] - xe[j])
    both = np.concatenate([xa, xe])
    total = both.T @ both
    within *= 512 / np.trace(within)
    total *= 512 / np.trace(total)
    values, vectors = eigh(total, 0.5 * within + 0.5 * np.eye(512))
    values, vectors = values[::-1][:DIMS], vectors[:, ::-1][:, :DIMS]
    return len(i), means, vectors * values**-0.25


def write(path, means, u):
    """Little-endian: two means of 512 i16 in 1/2^15; a u16 scale a column, over 65,535; 128 columns of 512 i8."""
    top = np.abs(u).max(0)
    q = np.round(u / top * 127).astype("<i1")
    scale = np.round(top / top.max() * 65535).astype("<u2")
    with open(path, "wb") as out:
        for part in (np.round(means * 2**15).astype("<i2"), scale, np.ascontiguousarray(q.T)):
            out.write(part.tobytes())


def read(path):
    """Means (2 x 512) and projection (512 x 128) exactly as the shipped file holds them."""
    raw = open(path, "rb").read()
    means = np.frombuffer(raw, "<i2", 1024).reshape(2, 512) / 2**15
    scale = np.frombuffer(raw, "<u2", DIMS, 2048) / 65535
    return means, np.frombuffer(raw, "<i1", DIMS * 512, 2048 + 2 * DIMS).reshape(DIMS, 512).T * (scale / 127)


if __name__ == "__main__":
    import words

    _, ar, en = words.raw_vectors(FREQUENT, FREQUENT)
    pairs, means, u = learn(ar, en)
    write("projection.bin", means, u)
    print(f"{pairs} mutual neighbours")
