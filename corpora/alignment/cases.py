#!/usr/bin/env python3
"""Makes cases for the training of the aligner from parallel prose: `cases.py TRAIN OUT`.

TRAIN holds SOURCE.tsv.gz (Arabic TAB English, in the order of the text); OUT gets SET/NAME/{ar.txt,
en.txt,gold.tsv}, a set for each kind of text. Stretches of a source are taken as they stand; neighbouring
lines are joined, lines are cut at clauses, lines are left out or put in, on one side at a time.
Everything is drawn from a seed that depends on the case alone, so the same input gives the same files.
"""

import gzip
import json
import pathlib
import random
import re
import sys

# Sources and the number of cases of each kind (align, hard, complete, wide, excerpt).
SOURCES = {
    "tico19": (14, 14, 5, 8, 6),
    "pud": (8, 8, 4, 6, 4),
    "xquad-odd": (6, 6, 3, 4, 3),
    "opensource-guide": (5, 5, 3, 4, 2),
    "react-docs": (3, 3, 2, 3, 1),
}
KINDS = ("align", "hard", "complete", "wide", "excerpt")
# Chances of what is done with a line, in hundredths; the rest stays 1-1.
RECIPES = {
    #            join_ar join_en cut_ar cut_en cross three wide put drop
    "align": dict(join_ar=3, join_en=3, cut_ar=7, cut_en=6, cross=4, three=4, put=5, drop=2),
    "hard": dict(join_ar=8, join_en=8, cut_ar=13, cut_en=12, cross=12, three=9, put=4, drop=2),
    "complete": dict(join_ar=6, join_en=5, cut_ar=7, cut_en=11, cross=5, three=6),
    "wide": dict(join_ar=6, join_en=4, cut_ar=9, cut_en=20, cross=6, three=12, wide=45),
    "excerpt": dict(join_ar=2, join_en=2, cut_ar=5, cut_en=4, cross=2, three=1),
}
ENGLISH_CUT = re.compile(
    r"(?<=[.!?;:])[\"”']? +(?=[A-Z\"“'])|(?<=[,;:]) +(?=(?:and|but|which|who|while|with|as|so|or|where|because|"
    r"including|according|when|if|then|though|although|for|such|that)\b)|(?<=,) +| +(?=(?:and|but|because|which|who|while) )"
)
ARABIC_CUT = re.compile(
    r"(?<=[.!؟؛:])[\"”»]? +|(?<=[،,]) +(?=(?:و|ف|لكن|حيث|بينما|مما|التي|الذي|كما|ثم|إذ|لأن|عندما|أو))|(?<=[،,]) +"
    r"| +(?=(?:ولكن|حيث|بينما|مما|لأن|والتي|والذي|عندما) )"
)


def read(path):
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            arabic, english = (part.strip() for part in line.rstrip("\n").split("\t")[:2])
            ratio = (len(english) + 10) / (len(arabic) + 10)
            if len(arabic) > 3 and len(english) > 3 and 0.5 < ratio < 2.2 and len(english) < 600:
                out.append((arabic, english))
    return out


def cuts(text, pattern, least=18):
    return [m for m in pattern.finditer(text) if m.start() >= least and len(text) - m.end() >= least]


def cut(draw, text, pattern):
    """Two parts of a text, or none."""
    points = cuts(text, pattern)
    if not points:
        return None
    middle = len(text) / 2
    points.sort(key=lambda m: abs(m.start() - middle))
    point = draw.choice(points[:3])
    return [text[: point.start()] + text[point.start() : point.end()].strip(), text[point.end() :]]


def shatter(draw, text, pattern, parts):
    """Up to so many parts of a text."""
    out = [text]
    for _ in range(parts - 1):
        longest = max(range(len(out)), key=lambda k: len(out[k]))
        two = cut(draw, out[longest], pattern)
        if not two:
            break
        out[longest : longest + 1] = two
    return out


class Maker:
    def __init__(self, name, kind, pairs, others):
        self.draw = random.Random(name)
        self.kind = kind
        self.pairs = pairs
        self.others = others
        self.beads = []
        self.used = 0

    def chance(self, hundredths):
        return self.draw.random() < hundredths / 100

    def bead(self, arabic, english):
        self.beads.append((list(arabic), list(english)))

    def joined(self, lines):
        return " ".join(lines)

    def foreign(self):
        """A line of somewhere else for one side."""
        arabic, english = self.draw.choice(self.others)
        return ([arabic], []) if self.chance(50) else ([], [english])

    def one(self, pairs):
        """Turns the first pair or pairs into a bead; returns how many were used."""
        recipe = RECIPES[self.kind]
        (arabic, english) = pairs[0]
        for way, hundredths in recipe.items():
            if not self.chance(hundredths):
                continue
            if way == "put":
                self.beads.append(self.foreign())
                return 0
            if way == "drop":
                self.bead(*(([arabic], []) if self.chance(50) else ([], [english])))
                return 1
            if way in ("join_ar", "join_en") and len(pairs) > 1:
                two = list(zip(*pairs[:2]))
                if way == "join_ar":
                    self.bead([self.joined(two[0])], two[1])
                else:
                    self.bead(two[0], [self.joined(two[1])])
                return 2
            if way == "cut_ar" and (parts := cut(self.draw, arabic, ARABIC_CUT)):
                self.bead(parts, [english])
                return 1
            if way == "cut_en" and (parts := cut(self.draw, english, ENGLISH_CUT)):
                self.bead([arabic], parts)
                return 1
            if way == "cross" and len(pairs) > 1 and self.cross(pairs[:2]):
                return 2
            if way == "three" and self.three(pairs):
                return self.used
            if way == "wide":
                return self.wide(pairs)
        self.bead([arabic], [english])
        return 1

    def cross(self, pairs):
        """Two lines against two that are cut elsewhere."""
        (a1, e1), (a2, e2) = pairs
        arabic, english = [a1, a2], [e1, e2]
        side, pattern = (arabic, ARABIC_CUT) if self.chance(40) else (english, ENGLISH_CUT)
        which = self.draw.randrange(2)
        parts = cut(self.draw, side[which], pattern)
        if not parts:
            return False
        if which == 0:
            side[:] = [parts[0], self.joined([parts[1], side[1]])]
        else:
            side[:] = [self.joined([side[0], parts[0]]), parts[1]]
        self.bead(arabic, english)
        return True

    def three(self, pairs):
        """One line against three."""
        arabic, english = pairs[0]
        if self.chance(50):
            parts = shatter(self.draw, english, ENGLISH_CUT, 3)
            self.used = 1
            if len(parts) == 3:
                self.bead([arabic], parts)
                return True
            parts = shatter(self.draw, arabic, ARABIC_CUT, 3)
            if len(parts) == 3:
                self.bead(parts, [english])
                return True
            return False
        if len(pairs) < 3:
            return False
        self.used = 3
        three = list(zip(*pairs[:3]))
        if self.chance(50):
            self.bead([self.joined(three[0])], three[1])
        else:
            self.bead(three[0], [self.joined(three[1])])
        return True

    def wide(self, pairs):
        """A long Arabic line, or two, against many English ones; seldom the other way round."""
        count = min(len(pairs), self.draw.choice([1, 2, 2, 3, 3, 4]))
        arabic, english = ([pair[k] for pair in pairs[:count]] for k in (0, 1))
        if self.chance(14):
            lines = [part for line in arabic for part in shatter(self.draw, line, ARABIC_CUT, 2)]
            self.bead(lines if len(lines) < 6 else [self.joined(lines)], [self.joined(english)])
            return count
        parts = self.draw.choice([1, 2, 2, 3])
        lines = [part for line in english for part in shatter(self.draw, line, ENGLISH_CUT, parts)]
        one = [self.joined(arabic)]
        if self.chance(25):
            two = cut(self.draw, one[0], ARABIC_CUT)
            one = two or one
        room = 8 if len(one) == 2 else 9
        while len(lines) > room:
            at = self.draw.randrange(len(lines) - 1)
            lines[at : at + 2] = [self.joined(lines[at : at + 2])]
        self.bead(one, lines)
        return count

    def beads_of(self):
        at = 0
        while at < len(self.pairs):
            at += self.one(self.pairs[at : at + 5])
        if self.kind == "hard":
            self.runs()
        if self.kind == "complete" and self.chance(30):
            self.beads.insert(self.draw.randrange(len(self.beads)), self.foreign())
        if self.kind == "wide" and self.chance(20):
            self.beads.insert(self.draw.randrange(len(self.beads)), self.foreign())
        return self.beads

    def runs(self):
        """A quarter or so of one side's lines left out or put in, in runs."""
        goal = self.draw.uniform(0.22, 0.3) * len(self.beads)
        done, turn = 0, self.draw.randrange(2)
        while done < goal:
            length = self.draw.choice([2, 2, 3, 3, 4, 5, 6, 8, 10])
            at = self.draw.randrange(max(1, len(self.beads) - length))
            side = self.draw.randrange(2) if self.chance(40) else turn
            if self.chance(55):
                run = []
                for arabic, english in self.beads[at : at + length]:
                    run.append(([], english) if side == 0 else (arabic, []))
                self.beads[at : at + length] = run
            else:
                start = self.draw.randrange(max(1, len(self.others) - length))
                run = [([], [e]) if side == 0 else ([a], []) for a, e in self.others[start : start + length]]
                self.beads[at:at] = run
            done += length


def write(folder, beads):
    folder.mkdir(parents=True, exist_ok=True)
    arabic, english, gold = [], [], []
    for left, right in beads:
        if not left and not right:
            continue
        a = range(len(arabic), len(arabic) + len(left))
        e = range(len(english), len(english) + len(right))
        arabic += left
        english += right
        if left and right:
            gold.append((a, e))
        else:
            gold += [([k], []) for k in a] + [([], [k]) for k in e]
    save(folder, arabic, english, gold)


def save(folder, arabic, english, gold):
    rows = "".join(f"{','.join(map(str, a))}\t{','.join(map(str, e))}\n" for a, e in gold)
    for name, text in (("ar.txt", "\n".join(arabic) + "\n"), ("en.txt", "\n".join(english) + "\n"), ("gold.tsv", rows)):
        (folder / name).write_text(text, encoding="utf-8")


def excerpt(folder, maker, beads):
    """The Arabic stays; stretches of the English stand in another order, with lines of somewhere else between
    and, before a third of the texts, an article's opening."""
    draw = maker.draw
    arabic, places, count = [], [], 0
    for left, right in beads:
        places.append((list(range(len(arabic), len(arabic) + len(left))), right))
        arabic += left
    stretches, at = [], 0
    while at < len(places):
        length = draw.choice([1, 1, 2, 3, 4, 6, 8])
        if draw.random() < 0.45:
            stretches.append(places[at : at + length])
        at += length
    draw.shuffle(stretches)
    english, gold = [], []

    def frame(length):
        """Prose that has no source: consecutive lines of elsewhere in the same text."""
        start = draw.randrange(max(1, len(maker.others) - length))
        for _, line in maker.others[start : start + length]:
            gold.append(([], [len(english)]))
            english.append(line)

    if draw.random() < 0.3:
        frame(draw.randrange(3, 10))
    for stretch in stretches:
        for a, right in stretch:
            gold.append((a, list(range(len(english), len(english) + len(right)))))
            english += right
        if draw.random() < 0.3:
            frame(draw.choice([1, 1, 2]))
    folder.mkdir(parents=True, exist_ok=True)
    save(folder, arabic, english, gold)


def main(train, out):
    texts = {source: read(train / f"{source}.tsv.gz") for source in SOURCES}
    talk = [pair for pair in read(train / "tatoeba.tsv.gz") if len(pair[1]) > 12]
    made = {}
    for source, counts in SOURCES.items():
        for kind, count in zip(KINDS, counts):
            for number in range(1, count + 1):
                name = f"{kind}-{source}-{number:02}"
                made[name] = {"source": source}
                draw = random.Random("window " + name)
                length = draw.randrange(150, 260) if kind == "excerpt" else draw.randrange(26, 62)
                pairs = texts[source]
                start = draw.randrange(max(1, len(pairs) - length))
                window = pairs[start : start + length]
                others = pairs[:start] + pairs[start + length :] + draw.sample(talk, len(pairs) // 8)
                maker = Maker(name, kind, window, others)
                beads = maker.beads_of()
                folder = out / kind / name
                if kind == "excerpt":
                    excerpt(folder, maker, beads)
                else:
                    write(folder, beads)
    (out / "manifest.json").write_text(json.dumps({"cases": made}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
