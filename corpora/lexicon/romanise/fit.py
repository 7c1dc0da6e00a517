#!/usr/bin/env python3
"""Fits the letter model of romanisation and writes src/lexicon/romanise/model.tsv.

    fit.py CLDR_DATES CLDR_LOCALENAMES PROSE.tsv.gz...

CLDR_…: unpacked npm packages cldr-dates-full, cldr-localenames-full. PROSE: Arabic TAB English lines
from which capitalised words with a like-sounding Arabic word are mined. The half `fit` of
corpora/names/romanised.tsv counts three times; its half `test` is only measured.
"""

import collections
import gzip
import json
import math
import pathlib
import random
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
FOLD = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"})
MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
# Letters of English chunk, letters of Arabic chunk.
OPS = [(1, 1), (1, 0), (2, 1), (1, 2), (2, 2), (0, 1), (2, 0), (3, 1), (3, 2)]
UNSEEN = {(1, 1): 2e-5, (1, 0): 2e-5, (0, 1): 5e-5}


def latin(word):
    word = unicodedata.normalize("NFD", word.lower()).replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("ı", "i")
    return "".join(c for c in word if "a" <= c <= "z")


def arabic(word):
    return "".join(c for c in MARKS.sub("", word).translate(FOLD) if "\u0621" <= c <= "\u064a")


def chance(table, en, ar):
    return table.get((en, ar), UNSEEN.get((len(en.strip("^$")), len(ar)), 0.0) if len(en) <= 1 else 0.0)


def forward(en, ar, table):
    n, m = len(en), len(ar)
    f = [[0.0] * (m + 1) for _ in range(n + 1)]
    f[0][0] = 1.0
    for i in range(n + 1):
        for j in range(m + 1):
            total = f[i][j]
            for x, y in OPS:
                if i >= x and j >= y and f[i - x][j - y]:
                    p = chance(table, en[i - x : i], ar[j - y : j])
                    if p:
                        total += f[i - x][j - y] * p
            f[i][j] = total
    return f


def backward(en, ar, table):
    n, m = len(en), len(ar)
    b = [[0.0] * (m + 1) for _ in range(n + 1)]
    b[n][m] = 1.0
    for i in range(n, -1, -1):
        for j in range(m, -1, -1):
            total = b[i][j]
            for x, y in OPS:
                if i + x <= n and j + y <= m and b[i + x][j + y]:
                    p = chance(table, en[i : i + x], ar[j : j + y])
                    if p:
                        total += p * b[i + x][j + y]
            b[i][j] = total
    return b


def start():
    """First guesses from the usual correspondences."""
    table = {("^", ""): 0.9, ("$", ""): 0.9}
    for en, ars in {
        "a": "ا ع ي", "b": "ب", "c": "ك س تش", "d": "د ض", "e": "ي ا", "f": "ف", "g": "ج غ ق", "h": "ه ح", "i": "ي ا", "j": "ج ي خ",
        "k": "ك ق خ", "l": "ل", "m": "م", "n": "ن", "o": "و ا", "p": "ب", "q": "ق ك", "r": "ر", "s": "س ص ش ز", "t": "ت ط", "u": "و ا ي",
        "v": "ف", "w": "و", "x": "كس ش خ", "y": "ي", "z": "ز ظ ذ تس", 
        "sh": "ش", "ch": "ش تش", "th": "ث ذ", "dh": "ذ ظ ض", "kh": "خ", "gh": "غ", "ph": "ف", "ck": "ك", "ou": "و", "oo": "و", "ee": "ي",
        "ts": "تس", "tz": "تس", "qu": "كو", "ai": "ي اي", "ay": "ي اي", "ei": "ي", "ey": "ي", "ie": "ي", "au": "و او", "aw": "و او", "dj": "ج",
        "ea": "ي", "sch": "ش", "tch": "تش", "ah": "ه", "zh": "ج",
    }.items():
        for rank, ar in enumerate(ars.split()):
            table[en, ar] = 0.5 / (1 + rank)
    for vowel in "aeiouhy":
        table[vowel, ""] = 0.3
    for letter in "bcdfghjklmnpqrstvwxyz":
        table.setdefault((letter, ""), 0.02)
        table[letter * 2, ""] = 0.0
        for ar in "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ":
            table.setdefault((letter, ar), 0.003)
    return {key: p for key, p in table.items() if p}


def round_of_em(pairs, table):
    counts, log = collections.Counter(), 0.0
    for en, ar, weight in pairs:
        f, b = forward(en, ar, table), backward(en, ar, table)
        z = f[len(en)][len(ar)]
        if z <= 0:
            continue
        log += weight * math.log(z)
        for i in range(len(en) + 1):
            for j in range(len(ar) + 1):
                if not f[i][j]:
                    continue
                for x, y in OPS:
                    if i + x <= len(en) and j + y <= len(ar) and b[i + x][j + y]:
                        key = en[i : i + x], ar[j : j + y]
                        p = chance(table, *key)
                        if p:
                            counts[key] += weight * f[i][j] * p * b[i + x][j + y] / z
    totals = collections.Counter()
    for (en, _), n in counts.items():
        totals[en] += n
    everything = sum(n for (en, _), n in counts.items() if en)
    out = {}
    for (en, ar), n in counts.items():
        if n < 0.35:
            continue
        if not en:
            p = 0.5 * n / everything
        else:
            p = n / (totals[en] + 1.5)
            if len(en) > 1:  # long chunks must earn their place
                p *= 0.6 * totals[en] / (totals[en] + 6.0)
        if p > 2e-4:
            out[en, ar] = p
    return out, log / sum(weight for _, _, weight in pairs)


ROUGH = {}
for group in ("bp", "fv", "cgkqjx", "td", "sz", "l", "m", "n", "r", "w"):
    ROUGH.update(dict.fromkeys(group, group[0]))
for ar, key in zip("بتثجحخدذرزسشصضطظغفقكلمن", "bttc" + "-c" + "t" + "trs" + "ssst" + "tsc" + "fcclmn", strict=False):
    ROUGH[ar] = key
ROUGH["ض"] = ROUGH["ظ"] = "t"


def skeleton(word):
    out = "".join(ROUGH.get(c, "") for c in word).replace("-", "")
    return re.sub(r"(.)\1+", r"\1", out)


def alike(en, ar):
    a, b = skeleton(en), skeleton(ar)
    if len(a) < 2 or len(b) < 2:
        return 0.0
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return 1 - row[-1] / max(len(a), len(b))


def wrap(en):
    return f"^{en}$"


def marked(half):
    for line in (ROOT / "corpora/names/romanised.tsv").read_text(encoding="utf-8").split("\n")[1:]:
        if line and line.split("\t")[2] == half:
            ar, en = line.split("\t")[:2]
            yield latin(en), arabic(ar)


def more():
    for line in (HERE / "more.tsv").read_text(encoding="utf-8").split("\n"):
        if line:
            ar, en = line.split("\t")
            yield latin(en), arabic(ar)


def cldr(dates, names):
    def cities(tree, path=()):
        for key, value in tree.items():
            if isinstance(value, dict):
                if "exemplarCity" in value:
                    yield (*path, key), value["exemplarCity"]
                else:
                    yield from cities(value, (*path, key))

    def load(folder, lang, file, *path):
        tree = json.loads((folder / "main" / lang / file).read_text(encoding="utf-8"))["main"][lang]
        for key in path:
            tree = tree[key]
        return tree

    zone = {lang: dict(cities(load(dates, lang, "timeZoneNames.json", "dates", "timeZoneNames", "zone"))) for lang in ("ar", "en")}
    for key, ar in zone["ar"].items():
        yield zone["en"].get(key, key[-1].replace("_", " ")), ar
    for file, key in (("territories.json", "territories"), ("languages.json", "languages")):
        both = {lang: load(names, lang, file, "localeDisplayNames", key) for lang in ("ar", "en")}
        for code, ar in both["ar"].items():
            if code in both["en"]:
                yield both["en"][code], ar


def words(pairs):
    for en, ar in pairs:
        ens, ars = en.split(), ar.split()
        if len(ens) == len(ars) <= 3:
            for x, y in zip(ens, ars):
                x, y = latin(x), arabic(y)
                if y.startswith("ال") and not x.startswith(("al", "el")):
                    y = y[2:]
                if 3 <= len(x) <= 13 and 2 <= len(y) <= 12 and alike(x, y) >= 0.55:
                    yield x, y


PREFIXES = ["", "و", "ل", "ب", "ال", "وال", "لل", "بال", "ف", "ك"]


def mined(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        ar, en = line.rstrip("\n").split("\t")[:2]
        ars = [arabic(w) for w in re.findall("[\u0600-\u065f\u066e-\u06ef]+", ar)]
        for m in re.finditer(r"(?<=[a-z,;] )([A-Z][a-zé]{3,11})\b", en):
            x = latin(m.group())
            best = max(((alike(x, y), y) for y in ars if len(y) > 2), default=(0, ""))
            if best[0] >= 0.75:
                stems = [best[1][len(p) :] for p in PREFIXES if best[1].startswith(p) and len(best[1]) - len(p) >= 2]
                yield x, min(stems, key=lambda s: abs(len(s) - 0.8 * len(x)))


def background(pairs):
    counts = collections.Counter(c for _, ar, w in pairs for c in ar)
    total = sum(counts.values())
    return {c: n / total for c, n in counts.items()}


def main():
    test = set(marked("test"))
    test_ar = {ar for _, ar in test}
    pairs = collections.Counter()
    for pair in words(cldr(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))):
        pairs[pair] = 1
    for path in sys.argv[3:]:
        for pair in mined(path):
            pairs[pair] = 1
    for pair in (*marked("fit"), *more()):
        pairs[pair] = 3
    pairs = {p: w for p, w in pairs.items() if p not in test and p[1] not in test_ar}
    print(len(pairs), "pairs")
    data = [(wrap(en), ar, weight) for (en, ar), weight in sorted(pairs.items())]
    table = start()
    for n in range(6):
        table, log = round_of_em(data, table)
        print("round", n, "log likelihood a name", round(log, 3), "parameters", len(table), flush=True)
    letters = background(data)
    out = [f"{en}\t{ar}\t{math.log(p):.2f}" for (en, ar), p in sorted(table.items())]
    out += [f"#\t{c}\t{math.log(p):.2f}" for c, p in sorted(letters.items())]
    (ROOT / "src/lexicon/romanise/model.tsv").write_text("\n".join(out) + "\n", encoding="utf-8")
    measure(table, letters)


def score(en, ar, table, letters):
    """Log odds per letter of the pair against chance letters."""
    z = forward(wrap(en), ar, table)[-1][-1]
    return (math.log(max(z, 1e-60)) - sum(math.log(letters.get(c, 1e-4)) for c in ar)) / max(len(en), len(ar), 4)


def measure(table, letters):
    rng = random.Random(1)
    for half in ("fit", "test"):
        rows = list(marked(half))
        right = sorted(score(en, ar, table, letters) for en, ar in rows)
        wrong = sorted(
            score(en, ar, table, letters)
            for en, own in rows
            for ar in (rng.choice(rows)[1] for _ in range(20))
            if ar != own and alike(en, ar) < 0.99
        )
        for share in (0.01, 0.02):
            cut = wrong[int(len(wrong) * (1 - share))]
            print(half, "wrong accepted", share, "cut", round(cut, 2), "right matched", sum(s > cut for s in right) / len(right))
        print("worst", sorted((round(score(en, ar, table, letters), 2), en, ar) for en, ar in rows)[:12])


if __name__ == "__main__":
    main()
