"""Trains the reader: a teacher of many layers on planted faults, then a student of few that it teaches.

    python3 train.py --data DIR --out DIR [--teacher 225 --student 165]      (seconds)

DIR of the data holds base.npz, tokenizer.json (base.py), lists.json.gz (lists.py) and corpus.tsv.gz. Out come teacher.npz,
student.npz and log.txt, which says how well faults in held-out pairs are found. One GPU, or a CPU for a smoke run.
"""

import argparse
import functools
import multiprocessing
import os
import pathlib
import random
import time

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

import faults  # noqa: E402

# Lengths that sequences are padded to.
LENGTHS = (64, 112, 192)
MARKS = 4
START, PAD, END = 0, 1, 2
# Of these sources every twelfth pair is held out.
HELD_SOURCES = ("pud", "xquad-odd", "tico19", "opensource-guide", "umbrella", "interviews")
HELD = 12
CLASS_NAMES = ("mistranslation", "name", "real word", "negation", "missing", "extra", "number", "wrong")
WARM_UP = 200
ROUNDED_FROM = 0.55  # share of the time after which weights are rounded to four bits in the loop


def encode(tokenizer, planted, room=LENGTHS[-1] - MARKS):
    """Ids, a label for each (-1: not asked) and the number of Arabic pieces; the sides are cut to fit."""
    encoded = {side: tokenizer.encode(getattr(planted, side)) for side in ("ar", "en")}
    counts = {side: len(e.ids) for side, e in encoded.items()}
    whole = sum(counts.values())
    if whole > room:
        counts["ar"] = min(counts["ar"], max(8, room * counts["ar"] // whole))
        counts["en"] = min(counts["en"], room - counts["ar"])
    ids, labels, ranges = [], [], {}
    for side, marks in (("ar", ([START], [END])), ("en", ([END], [END]))):
        n = counts[side]
        ids += marks[0] + encoded[side].ids[:n] + marks[1]
        own = [0] * n
        for _, start, end, label in (s for s in planted.spans if s[0] == side):
            for k, (a, b) in enumerate(encoded[side].offsets[:n]):
                if a < end and b > start and b > a:
                    own[k] = label
        wrong = (side, faults.WRONG) in planted.sides
        answered = any(s[0] == side and s[3] == faults.EXTRA for s in planted.spans)
        if wrong or (side, faults.EXTRA) in planted.sides and not answered:
            own = [-1] * n
        labels += [-1, *own, -1]
        ranges[side] = n
    return ids, labels, ranges["ar"], planted.sides


def batched(examples, length):
    import model

    count = len(examples)
    out = {
        "ids": np.full((count, length), PAD, np.int32),
        "side": np.zeros((count, length), np.int32),
        "mask": np.zeros((count, length), np.int32),
        "labels": np.full((count, length), -1, np.int32),
        "sides": np.zeros((count, 2, 9), np.float32),
    }
    for row, (ids, labels, arabic, sides) in enumerate(examples):
        n = len(ids)
        out["ids"][row, :n] = ids
        out["labels"][row, :n] = labels
        out["side"][row, arabic + 2 : n] = 1
        out["mask"][row, :n] = model.TEXT
        out["mask"][row, [0, arabic + 1, arabic + 2, n - 1]] = model.MARK
        for side, label in sides:
            out["sides"][row, int(side == "en"), label] = 1
    return out


def parted(rows):
    """Rows to train on, rows held out."""
    held = [i % HELD == 0 and row[0] in HELD_SOURCES for i, row in enumerate(rows)]
    return [r for r, h in zip(rows, held) if not h], [r for r, h in zip(rows, held) if h]


def work(data, seed, queue, tokens):
    """Makes examples until it is ended; those of one length are handed over together."""
    tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
    rows, _ = parted(faults.load(data / "corpus.tsv.gz"))
    maker = faults.Faults(rows, faults.lists(data / "lists.json.gz"), random.Random(seed))
    waiting = {length: [] for length in LENGTHS}
    while True:
        example = encode(tokenizer, maker.sample())
        length = next(n for n in LENGTHS if len(example[0]) <= n)
        waiting[length].append(example)
        if len(waiting[length]) == max(2, tokens // length):
            queue.put((length, waiting[length]))
            waiting[length] = []


class Training:
    def __init__(self, options, queue):
        import jax
        import jax.numpy as jnp
        import model

        self.jax, self.jnp, self.model, self.options, self.queue = jax, jnp, model, options, queue
        self.form = jnp.float32 if jax.default_backend() == "cpu" else jnp.bfloat16
        self.began = time.time()
        self.log = open(options.out / "log.txt", "a")
        self.say("devices", jax.devices(), "jax", jax.__version__)

    def say(self, *words):
        line = f"{time.time() - self.began:.0f} s: " + " ".join(map(str, words))
        print(line, flush=True)
        print(line, file=self.log, flush=True)

    def step(self):
        """A step of training, compiled for each length; `teacher` is none or its weights."""
        model, jax = self.model, self.jax

        @functools.partial(jax.jit, donate_argnums=(0, 1))
        def step(w, state, teacher, batch, key, rate, count, on):
            taught = None
            if teacher is not None:
                values = jax.lax.stop_gradient(model.forward(teacher, batch, key, 0.0, self.form))
                taught = values, model.side_scores(values, batch)
            loss, gradient = jax.value_and_grad(model.loss)(w, batch, key, on, taught, self.form)
            w, state = model.update(w, state, gradient, rate, count)
            return w, state, loss

        return step

    def run(self, name, w, seconds, rate, teacher=None):
        """Trains for so many seconds, counted from when every length has been compiled."""
        step, state = self.step(), self.model.moments(w)
        key = self.jax.random.PRNGKey(self.options.seed)
        seen, losses, started, count, examples = set(), [], None, 0, 0
        while True:
            length, made = self.queue.get()
            share = 0.0 if started is None else (time.time() - started) / seconds
            if share >= 1:
                break
            count += 1
            examples += len(made)
            key, own = self.jax.random.split(key)
            pace = rate * min(1.0, count / WARM_UP) * (1 - 0.97 * share)
            w, state, loss = step(w, state, teacher, batched(made, length), own, pace, float(count), share > ROUNDED_FROM)
            losses.append(loss)
            seen.add(length)
            if started is None and (len(seen) == len(LENGTHS) or count == 2 * WARM_UP):
                started = time.time()
            if count in (1, 10, 50) or count % 200 == 0:
                mean = float(np.mean([float(x) for x in losses[-100:]]))
                self.say(name, "step", count, "examples", examples, f"loss {mean:.4f}")
        self.say(name, "done, steps", count, "examples", examples)
        self.model.save(w, self.options.out / f"{name}.npz")
        return w

    def measure(self, name, w):
        """Share of planted faults that score above 99 and 98 in 100 clean pairs, on held-out pairs."""
        data, model = self.options.data, self.model
        tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
        _, rows = parted(faults.load(data / "corpus.tsv.gz"))
        if not rows:
            return
        maker = faults.Faults(rows, faults.lists(data / "lists.json.gz"), random.Random(5))
        clean = [faults.Planted(ar, en) for _, ar, en in rows]
        spoilt = [p for p in (maker.plant(i, *row[1:]) for i, row in enumerate(rows)) if p.sides]
        w = model.quantised(w, True)
        score = self.jax.jit(lambda b: model.side_scores(model.forward(w, b, self.jax.random.PRNGKey(0)), b))
        scores = self.scored(score, [encode(tokenizer, p) for p in clean + spoilt])
        for label in range(1, 9):
            own = [i for i, p in enumerate(spoilt) if min(c for _, c in p.sides) == label]
            if own:
                top = scores[:, :, label].max(1)
                limits = np.quantile(top[: len(clean)], (0.99, 0.98))
                found = [(top[len(clean) :][own] > limit).mean() for limit in limits]
                self.say(name, CLASS_NAMES[label - 1], f"({len(own)})", "/".join(f"{x:.2f}" for x in found))

    @staticmethod
    def scored(score, examples, together=32):
        out = np.zeros((len(examples), 2, 9), np.float32)
        for low, length in zip((0, *LENGTHS), LENGTHS):
            own = [i for i, e in enumerate(examples) if low < len(e[0]) <= length]
            for k in range(0, len(own), together):
                some = own[k : k + together]
                rows = [examples[i] for i in some] + [examples[some[-1]]] * (together - len(some))
                out[some] = np.asarray(score(batched(rows, length)))[: len(some)]
        return out


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--teacher", type=float, default=225, help="seconds")
    parser.add_argument("--student", type=float, default=165, help="seconds")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--student-layers", type=int, default=6)
    parser.add_argument("--workers", type=int, default=13)
    parser.add_argument("--tokens", type=int, default=24576, help="pieces of a batch, padding among them")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main():
    given = options()
    given.out.mkdir(parents=True, exist_ok=True)
    # The workers are started before JAX, whose threads do not survive a fork.
    context = multiprocessing.get_context("fork")
    queue = context.Queue(maxsize=48)
    start = lambda n: context.Process(target=work, args=(given.data, 1000 * given.seed + n, queue, given.tokens), daemon=True)
    workers = [start(n) for n in range(given.workers)]
    for worker in workers:
        worker.start()
    training = Training(given, queue)
    model = training.model
    teacher = model.start(given.data / "base.npz", given.layers, given.seed)
    teacher = training.run("teacher", teacher, given.teacher, given.rate)
    training.measure("teacher", teacher)
    student = model.thinned(teacher, given.student_layers)
    student = training.run("student", student, given.student, given.rate * 0.8, model.quantised(teacher, True))
    training.measure("student", student)
    for worker in workers:
        worker.terminate()


if __name__ == "__main__":
    main()
