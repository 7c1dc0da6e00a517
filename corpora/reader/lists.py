"""The lists that faults are made with: words for other words, from the project's own lexicon and WordNet.

    python3 lists.py CORPUS.tsv.gz WORDNET.tgz OUT.json.gz
"""

import collections
import functools
import gzip
import json
import pathlib
import re
import struct
import sys
import tarfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
LEXICON = HERE.parent / "lexicon" / "lexicon.bin"
BLOCK = 16
WINDOW = 12
# Likeness of words that are related and not the same.
NEAR, SAME = 0.28, 0.62
ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*")
ARABIC = re.compile("[\u0621-\u0652]+")
SHORT = {"of", "or", "on", "to", "in", "is", "it", "if", "at", "as", "an", "he", "we", "by", "no", "so", "do"}
ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})


@functools.cache
def sections():
    data = LEXICON.read_bytes()
    count = struct.unpack_from("<I", data, 8)[0]
    table = (struct.unpack_from("<4sIII", data, 20 + 16 * i) for i in range(count))
    return {tag.decode(): data[at : at + length] for tag, at, length, _ in table}


class Words:
    """Forms of a language (`AR`, `EN`) that have a vector; docs/formats.md describes both sections."""

    def __init__(self, lang):
        self.lang = lang
        data = sections()[f"W{lang}F"]
        count, _ = struct.unpack_from("<II", data)
        at = 8 + 4 * -(-count // BLOCK)
        self.costs = list(data[at : at + count])
        at += count
        self.forms, last = [], b""
        for _ in range(count):
            shared, more = data[at], data[at + 1]
            last = last[:shared] + data[at + 2 : at + 2 + more]
            at += 2 + more
            self.forms.append(last.decode())

    def probable(self):
        """Forms with their probability."""
        return [(form, 10 ** (-cost / 25)) for form, cost in zip(self.forms, self.costs)]

    def frequent(self, count):
        """Indices of the most frequent forms."""
        return sorted(range(len(self.forms)), key=lambda i: self.costs[i])[:count]

    def vectors(self, rows):
        """Unit vectors of these forms."""
        matrix = Coded(sections()[f"W{self.lang}V"])
        x = np.array([matrix.row(i) for i in rows], float)
        return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


class Coded:
    """A matrix under a Huffman code, read row by row."""

    def __init__(self, data):
        self.rows, self.cols, self.group, classes = struct.unpack_from("<IHBB", data)
        at = 8
        self.codes = []
        for _ in range(classes):
            step, limit, symbols = struct.unpack_from("<fHH", data, at)
            at += 8
            self.codes.append(self.table(step, limit, data[at : at + symbols]))
            at += symbols
        at += -at % 4
        length, low, wide = struct.unpack_from("<IHH", data, at)
        at += 8 + 4 * -(-self.rows // BLOCK)
        self.flags = data[at : at + -(-self.rows // 8)]
        at += len(self.flags)
        sizes = np.frombuffer(data, f"<u{wide}", self.rows, at).astype(int) + low
        at += wide * self.rows
        at += -at % 4
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        self.bits = data[at : at + length]

    def table(self, step, limit, lengths):
        """What each window of twelve bits begins with: values and length of the code."""
        cells, at = [None] * (1 << WINDOW), 0
        base = 2 * limit + 1
        for length, symbol in sorted((n, s) for s, n in enumerate(lengths) if n):
            digits = (symbol,) if self.group == 1 else divmod(symbol, base)
            span = 1 << (WINDOW - length)
            cells[at : at + span] = [(tuple((d - limit) * step for d in digits), length)] * span
            at += span
        return cells

    def row(self, i):
        raw = self.bits[self.starts[i] : self.starts[i + 1]]
        bits, held = int.from_bytes(raw, "big") << WINDOW, 8 * len(raw) + WINDOW
        cells, out = self.codes[self.flags[i // 8] >> i % 8 & 1 if len(self.codes) > 1 else 0], []
        while len(out) < self.cols:
            values, length = cells[bits >> (held - WINDOW) & ((1 << WINDOW) - 1)]
            out += values
            held -= length
        return out


def neighbours(words, uses, heads, candidates, shortest):
    """For each frequent word, others that are related to it and not the same."""
    near = words.frequent(candidates)
    vectors = words.vectors(near)
    forms = [words.forms[i] for i in near]
    top = [k for k, form in enumerate(forms) if len(form) >= shortest and uses[form]]
    top = sorted(top, key=lambda k: -uses[forms[k]])[:heads]
    out = {}
    for k in top:
        likeness = vectors @ vectors[k]
        order = np.argsort(-likeness, kind="stable")[:120]
        stem = forms[k][:4]
        fits = lambda j: NEAR < likeness[j] < SAME and stem not in forms[j] and len(forms[j]) > 2
        others = [forms[j] for j in order if fits(j)][:16]
        if len(others) >= 4:
            out[forms[k]] = others
    return out


def one_letter_apart(words, letters, differ):
    """Real words that one slip makes of each word."""
    known, out = set(words), {}
    for w in words:
        halves = [(w[:i], w[i:]) for i in range(len(w) + 1)]
        slips = {a + b[1:] for a, b in halves if b} | {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
        slips |= {a + x + b[1:] for a, b in halves if b for x in letters} | {a + x + b for a, b in halves for x in letters}
        others = sorted(x for x in slips if x in known and x != w and differ(w, x))
        if others:
            out[w] = others
    return out


def slips(english, arabic):
    common = [english.forms[i] for i in english.frequent(14000)]
    common = [w for w in common if w.isalpha() and w.islower() and (len(w) > 2 or w in SHORT)]
    plural = lambda a, b: a == b + "s" or b == a + "s"
    forms = [w for w in (arabic.forms[i] for i in arabic.frequent(14000)) if len(w) > 2]
    joined = lambda a, b: a in ("و" + b, "ف" + b) or b in ("و" + a, "ف" + a)
    alike = lambda a, b: a.translate(FOLD) == b.translate(FOLD)
    return {
        "en": one_letter_apart(common, "abcdefghijklmnopqrstuvwxyz", lambda a, b: not plural(a, b)),
        "ar": one_letter_apart(forms, ARABIC_LETTERS, lambda a, b: not joined(a, b) and not alike(a, b)),
    }


def wordnet(archive):
    """Antonyms of WordNet: pointers `!` between words of synsets."""
    out = collections.defaultdict(set)
    with tarfile.open(archive) as tar:
        for part in ("noun", "verb", "adj", "adv"):
            member = next(m for m in tar.getmembers() if m.name.endswith("/data." + part))
            synsets, pointers = {}, []
            for line in tar.extractfile(member).read().decode("latin-1").split("\n"):
                if not line or line.startswith(" "):
                    continue
                fields = line.split("|")[0].split()
                count = int(fields[3], 16)
                synsets[fields[0]] = [re.sub(r"\(.*\)", "", fields[4 + 2 * i]).lower() for i in range(count)]
                at = 4 + 2 * count
                for i in range(int(fields[at])):
                    kind, other, _, places = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                    if kind == "!":
                        pointers.append((fields[0], other, int(places[:2], 16) - 1, int(places[2:], 16) - 1))
            for a, b, i, j in pointers:
                if b in synsets and "_" not in synsets[a][i] + synsets[b][j]:
                    out[synsets[a][i]].add(synsets[b][j])
    return out


def antonyms(archive, uses):
    pairs = wordnet(archive)
    for line in (HERE / "antonyms.txt").read_text().split("\n"):
        if line and not line.startswith("#"):
            a, b = line.split()
            pairs[a].add(b)
            pairs[b].add(a)
    return {w: sorted(others) for w, others in sorted(pairs.items()) if uses[w]}


def main(corpus, archive, out):
    uses = {"en": collections.Counter(), "ar": collections.Counter()}
    capital, small = collections.Counter(), collections.Counter()
    with gzip.open(corpus, "rt") as lines:
        for line in lines:
            _, arabic, english = line.rstrip("\n").split("\t")
            for k, w in enumerate(ENGLISH.findall(english)):
                uses["en"][w.lower()] += 1
                if k and w[0].isupper():
                    capital[w] += 1
                elif w[0].islower():
                    small[w] += 1
            uses["ar"].update(ARABIC.findall(arabic))
    english, arabic = Words("EN"), Words("AR")
    lists = {
        "neighbours": {
            "en": neighbours(english, uses["en"], 9000, 9000, 3),
            "ar": neighbours(arabic, uses["ar"], 14000, 12000, 4),
        },
        "slips": slips(english, arabic),
        "antonyms": antonyms(archive, uses["en"]),
        "names": sorted(w for w in capital if not small[w.lower()] and len(w) > 3 and w[1:].islower()),
        "uses": dict(uses["en"].most_common(30000)),
        "capital": dict(capital),
    }
    print({k: len(v) for k, v in lists.items()})
    with gzip.open(out, "wt") as f:
        json.dump(lists, f, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
