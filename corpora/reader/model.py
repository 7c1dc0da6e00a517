"""The network in JAX, for training: weights, forward pass, losses, and weights of four bits in and out."""

import jax
import jax.numpy as jnp
import numpy as np

WIDTH, HEADS, HIDDEN, CLASSES = 384, 12, 256, 9
PACKED = ("qkv", "o", "f1", "f2")
SHAPES = {"qkv": (3 * WIDTH, WIDTH), "o": (WIDTH, WIDTH), "f1": (4 * WIDTH, WIDTH), "f2": (WIDTH, 4 * WIDTH)}
# Names of a layer's tensors in base.npz, and here.
VECTORS = {"ob": "ao.b", "l1w": "aln.w", "l1b": "aln.b", "f1b": "fi.b", "f2b": "fo.b", "l2w": "oln.w", "l2b": "oln.b"}
MATRICES = {"o": "ao.w", "f1": "fi.w", "f2": "fo.w"}
BLOCK, MOST = 32, 7
EPSILON = 1e-12
OUTSIDE = -30.0  # score of what is no piece of a side
# A piece of a sequence's mask: padding, text, one of the four marks.
PADDING, TEXT, MARK = 0, 1, 2


def unpacked(raw, shape):
    """Blocks of 18 bytes, or floats, as f32 of this shape."""
    if raw.dtype != np.uint8:
        return raw.astype(np.float32).reshape(shape)
    rows = raw.reshape(-1, 18)
    scales = rows[:, :2].copy().view("<f2").astype(np.float32)
    values = np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], 1).astype(np.float32) - 8
    return (values * scales).reshape(shape)


def packed(w):
    """Rows of 32 values as blocks of 18 bytes."""
    rows = np.asarray(w, np.float32).reshape(-1, BLOCK)
    scales = np.abs(rows).max(1, keepdims=True) / MOST + 1e-12
    values = (np.clip(np.rint(rows / scales), -MOST, MOST) + 8).astype(np.uint8)
    return np.concatenate([scales.astype("<f2").view(np.uint8), values[:, :16] | values[:, 16:] << 4], 1)


def start(path, layers, seed):
    """The weights of the language model's first layers, and a head that says that all is well."""
    base = np.load(path)
    get = lambda name, shape: unpacked(base[name], shape)
    stacked = []
    for n in range(layers):
        layer = {"qkv": np.concatenate([get(f"l{n}.{k}.w", (WIDTH, WIDTH)) for k in "qkv"]).T}
        layer["qkvb"] = np.concatenate([get(f"l{n}.{k}.b", (WIDTH,)) for k in "qkv"])
        layer |= {k: get(f"l{n}.{name}", SHAPES[k]).T for k, name in MATRICES.items()}
        layer |= {k: get(f"l{n}.{name}", -1) for k, name in VECTORS.items()}
        stacked.append(layer)
    rng = np.random.default_rng(seed)
    w = {
        "word": get("emb.word", (-1, WIDTH)),
        "pos": get("emb.pos", (-1, WIDTH)),
        "type": get("emb.type", (2, WIDTH)),
        "elw": get("emb.ln.w", -1),
        "elb": get("emb.ln.b", -1),
        "layers": {k: np.stack([layer[k] for layer in stacked]) for k in stacked[0]},
        "h1": rng.normal(0, WIDTH**-0.5, (WIDTH, HIDDEN)).astype(np.float32),
        "h1b": np.zeros(HIDDEN, np.float32),
        "h2": rng.normal(0, 0.02, (HIDDEN, CLASSES)).astype(np.float32),
        "h2b": np.array([2.0] + [-2.0] * (CLASSES - 1), np.float32),
    }
    return jax.tree.map(jnp.asarray, w)


def thinned(w, layers):
    """A copy with fewer layers, evenly spaced, the last among them."""
    count = w["layers"]["o"].shape[0]
    keep = np.array([round((k + 1) * count / layers) - 1 for k in range(layers)])
    return {**{k: jnp.array(v) for k, v in w.items() if k != "layers"}, "layers": {k: v[keep] for k, v in w["layers"].items()}}


def save(w, path):
    out = {"word": packed(w["word"])}
    for k, v in w["layers"].items():
        out["L." + k] = np.stack([packed(np.asarray(x).T) for x in v]) if k in PACKED else np.asarray(v, np.float16)
    out |= {k: np.asarray(v, np.float16) for k, v in w.items() if k not in ("word", "layers")}
    np.savez(path, **out)


def rounded(x, axis):
    """As four bits would keep it, in blocks along the inputs; the gradient passes as if nothing were rounded."""
    axis %= x.ndim
    y = x.reshape(x.shape[:axis] + (x.shape[axis] // BLOCK, BLOCK) + x.shape[axis + 1 :])
    scale = jnp.abs(y).max(axis + 1, keepdims=True) / MOST + 1e-12
    kept = (jnp.clip(jnp.round(y / scale), -MOST, MOST) * scale).reshape(x.shape)
    return x + jax.lax.stop_gradient(kept - x)


def quantised(w, on):
    some = lambda x: jnp.where(on, rounded(x, 1), x)
    layers = {k: some(v) if k in PACKED else v for k, v in w["layers"].items()}
    return {**w, "word": some(w["word"]), "layers": layers}


def norm(x, gain, bias, form):
    x = x.astype(jnp.float32)
    x = x - x.mean(-1, keepdims=True)
    return (x * jax.lax.rsqrt(jnp.square(x).mean(-1, keepdims=True) + EPSILON) * gain + bias).astype(form)


def dropped(x, key, share):
    if not share:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - share, x.shape), x / (1 - share), 0).astype(x.dtype)


def forward(w, batch, key, share=0.0, form=jnp.float32):
    """Values of the classes for each piece of sequences of one length."""
    ids, side, mask = batch["ids"], batch["side"], batch["mask"]
    count, length = ids.shape
    x = w["word"][ids] + w["pos"][:length][None] + w["type"][side]
    x = norm(x, w["elw"], w["elb"], form)
    hide = jnp.where(mask > PADDING, 0.0, -1e4)[:, None, None, :]
    heads = lambda y: y.reshape(count, length, HEADS, WIDTH // HEADS).transpose(0, 2, 1, 3)
    times = lambda x, weights, bias: x @ weights.astype(form) + bias.astype(form)

    def layer(x, given):
        v, key = given
        first, second = jax.random.split(key)
        q, k, value = map(heads, jnp.split(times(x, v["qkv"], v["qkvb"]), 3, -1))
        shares = jax.nn.softmax((q @ k.swapaxes(2, 3)).astype(jnp.float32) / np.sqrt(WIDTH // HEADS) + hide, -1)
        y = (shares.astype(form) @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)
        x = norm(x + dropped(times(y, v["o"], v["ob"]), first, share), v["l1w"], v["l1b"], form)
        y = times(jax.nn.gelu(times(x, v["f1"], v["f1b"]), approximate=True), v["f2"], v["f2b"])
        return norm(x + dropped(y, second, share), v["l2w"], v["l2b"], form), None

    keys = jax.random.split(key, w["layers"]["o"].shape[0])
    x, _ = jax.lax.scan(layer, x, (w["layers"], keys))
    return jax.nn.gelu(x.astype(jnp.float32) @ w["h1"] + w["h1b"]) @ w["h2"] + w["h2b"]


def side_scores(values, batch):
    """Log of the summed odds of each class, over the pieces of either side."""
    scores = values - values[..., :1]
    of = lambda side: jnp.where(((batch["mask"] == TEXT) & (batch["side"] == side))[..., None], scores, OUTSIDE)
    return jnp.stack([jax.nn.logsumexp(of(side), 1) for side in (0, 1)], 1)


def loss(w, batch, key, on, teacher=None, form=jnp.float32):
    """Pieces by cross-entropy, sides by their own; with a teacher, mostly what it says.

    Wrong sentences are a matter of sides alone. `teacher` holds the values and side scores of the teacher.
    """
    values = forward(quantised(w, on), batch, key, 0.0 if teacher else 0.1, form)
    of_text = batch["mask"] == TEXT
    known = (batch["labels"] >= 0) & of_text
    labels = jnp.maximum(batch["labels"], 0)
    logs = jax.nn.log_softmax(values[..., : CLASSES - 1], -1)
    weight = jnp.where(labels > 0, 2.0, 1.0) * known
    pieces = -(jnp.take_along_axis(logs, labels[..., None], -1)[..., 0] * weight).sum() / known.sum()
    scores = side_scores(values, batch)[..., 1:]
    sides = (jax.nn.softplus(scores) - scores * batch["sides"][..., 1:]).mean()
    own = 4 * pieces + 6 * sides
    if teacher is None:
        return own
    taught, side = teacher
    pieces = -((jax.nn.softmax(taught[..., : CLASSES - 1], -1) * logs).sum(-1) * of_text).sum() / of_text.sum()
    sides = (jax.nn.softplus(scores) - scores * jax.nn.sigmoid(side)[..., 1:]).mean()
    return 0.7 * (4 * pieces + 6 * sides) + 0.3 * own


def moments(w):
    return jax.tree.map(jnp.zeros_like, w), jax.tree.map(jnp.zeros_like, w)


def update(w, state, gradient, rate, step):
    """Adam with a little decay of matrices; gradients are cut at length 1."""
    length = jnp.sqrt(sum(jnp.square(x).sum() for x in jax.tree.leaves(gradient)))
    cut = jnp.minimum(1.0, 1.0 / (length + 1e-6))
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g * cut, state[0], gradient)
    second = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * jnp.square(g * cut), state[1], gradient)

    def moved(x, m, v):
        pace = m / (1 - 0.9**step) / (jnp.sqrt(v / (1 - 0.98**step)) + 1e-7)
        return x - rate * (pace + (0.01 * x if x.ndim > 1 else 0.0))

    return jax.tree.map(moved, w, first, second), (first, second)
