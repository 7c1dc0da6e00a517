"""Plants faults in faithful pairs, with the places and classes that a reader should mark.

A fault is a `Planted`: both texts, spans `(side, start, end, class)` and what may be said of each side as a whole,
`(side, class)`. Classes: 1 mistranslation, 2 name, 3 real word, 4 negation, 5 missing here, 6 extra, 7 number,
8 wrong sentence (of a side only).
"""

import bisect
import dataclasses
import gzip
import itertools
import json
import re

MISTRANSLATION, NAME, REAL_WORD, NEGATION, MISSING, EXTRA, NUMBER, WRONG = range(1, 9)
OTHER = {"ar": "en", "en": "ar"}
# Kinds with the share of the examples that they are tried for.
KINDS = {"clean": 9, "word": 6, "name": 2, "misspelt": 1, "slip": 3, "negation": 3, "omission": 4, "addition": 2, "number": 1, "wrong": 1}
# Sources of which less is seen, and short lines that are joined.
SHARES = {"bible": 0.22, "iot": 0.6, "edgeai": 0.4, "tldr": 0.3, "tatoeba": 0.35, "tatoeba-test": 0.35}

ENGLISH_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
ARABIC_WORD = re.compile("[\u0621-\u0652]+")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
STOP = set(
    "the a an of to in and that is was for on with as at by it he she they his her their its be are were has have had "
    "will would from this which who or but than i you we him them do did does not no if so there can could may might "
    "must shall should been being s t what when where how why all any some my your our me us".split()
)
NEGATIONS = {
    "en": re.compile(r"\b(not|never|no|cannot|without|none|nobody|nothing|neither|nor)\b|\b\w+n['’]t\b", re.I),
    "ar": re.compile(r"(?<!\w)(?:و|ف)?(لا|لم|لن|ليس|ليست|غير|بدون|دون|عدم|أبدا|أبدًا)(?!\w)"),
}
AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|must|has|have|had|may|might)\b(?!\s+not)")
ARABIC_VERB = re.compile("(?:و|ف)?[يت][\u0621-\u064a]{3,}$")
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩")
UNITS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
SCALES = "hundred thousand million billion".split()
ENDINGS = "ing ed ly ion ions ment ies s er ers al ive ous able".split()
CLAUSE = re.compile(
    r"(?=,\s)|(?=،\s)|(?<=[,،])\s|(?=\s(?:and|but|which|who|that|while|when|where|because|after|before|as|with|in|on|at|"
    r"for|from|to|by|of|until|since|despite|including|according|amid|during|between)\s)|(?=\s(?:و\S|الذي|التي|حيث|بينما|"
    r"عندما|بعد|قبل|لأن|كما|مع|في|على|من|إلى|عن|خلال|منذ|حتى|وفقا|وفقًا|بسبب|أن|بين|دون|ضد|لكن)\s?)"
)
FINAL_MARKS = re.compile(r"[\s.!?؟\"”»]+$")
AFTER_NO_SPACE = " .,،!?؟\"”»;:"


@dataclasses.dataclass
class Planted:
    ar: str
    en: str
    spans: list = dataclasses.field(default_factory=list)
    sides: set = dataclasses.field(default_factory=set)


def load(path):
    """Rows of a corpus: source, Arabic, English."""
    with gzip.open(path, "rt") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def cased(word, new):
    if word.isupper() and len(word) > 1:
        return new.upper()
    return new[0].upper() + new[1:] if word[0].isupper() else new


def ending(word):
    return next((e for e in ENDINGS if word.endswith(e) and len(word) > len(e) + 2), "")


def prefixed(word):
    """An Arabic word's particles and the rest."""
    m = re.match("((?:و|ف)?(?:ال|بال|لل|كال|ب|ل)?)(.{3,})", word)
    return m.groups() if m else ("", word)


def last_place(text):
    """Where the text ends without its closing marks."""
    return len(FINAL_MARKS.sub("", text))


class Faults:
    def __init__(self, rows, lists, rng):
        self.rows, self.lists, self.rng = rows, lists, rng
        self.stock = {"en": [], "ar": []}
        for _, ar, en in rows[:20000]:
            self.stock["en"] += [w for w in ENGLISH_WORD.findall(en) if len(w) > 3 and w.islower() and w not in STOP][:4]
            self.stock["ar"] += [w for w in ARABIC_WORD.findall(ar) if len(w) > 3][:4]
        weight = lambda row: SHARES.get(row[0], 1.0) * min(1, 0.3 + len(row[2].split()) / 20)
        self.weights = list(itertools.accumulate(map(weight, rows)))
        self.kinds = list(itertools.chain.from_iterable([k] * n for k, n in KINDS.items()))

    def sample(self):
        """A pair with or without a fault; short lines are often joined with those after them."""
        at = bisect.bisect(self.weights, self.rng.random() * self.weights[-1])
        at = min(at, len(self.rows) - 1)
        source, ar, en = self.rows[at]
        short = len(en.split()) < 22 and self.rng.random() < 0.55
        if short or source.startswith("tatoeba") and self.rng.random() < 0.8:
            more = self.rng.choice((1, 1, 2, 3))
            rows = [self.rows[(at + k) % len(self.rows)] for k in range(more + 1)]
            ar, en = (" ".join(row[side] for row in rows) for side in (1, 2))
        return self.plant(at, ar, en)

    def plant(self, at, ar, en):
        """A fault of a kind that the pair has room for."""
        texts = {"ar": ar, "en": en}
        for _ in range(4):
            kind = self.rng.choice(self.kinds)
            side = "en" if self.rng.random() < 0.62 or kind in ("name", "misspelt") else "ar"
            if kind == "clean":
                break
            planted = getattr(self, kind)(at, dict(texts), side)
            if planted:
                return planted
        return Planted(ar, en)

    def replaced(self, texts, side, match, new, label):
        texts[side] = texts[side][: match.start()] + new + texts[side][match.end() :]
        return Planted(**texts, spans=[(side, match.start(), match.start() + len(new), label)], sides={(side, label)})

    def is_name(self, text, m):
        word = m.group()
        inside = m.start() > 0 and text[m.start() - 2 : m.start()] not in (". ", "? ", "! ")
        small, capital = self.lists["uses"].get(word.lower(), 0), self.lists["capital"].get(word, 0)
        return inside and word[0].isupper() and len(word) > 2 and small <= capital + 1

    def word(self, at, texts, side):
        found = self.english_word(texts["en"]) if side == "en" else self.arabic_word(texts["ar"])
        return found and self.replaced(texts, side, *found, MISTRANSLATION)

    def english_word(self, text):
        uses, capital = self.lists["uses"], self.lists["capital"]
        proper = lambda w: w[0].isupper() and capital.get(w, 0) > uses.get(w.lower(), 0) * 0.5
        fits = lambda m: m.group().lower() not in STOP and len(m.group()) > 2 and not (m.start() and proper(m.group()))
        words = [m for m in ENGLISH_WORD.finditer(text) if fits(m)]
        if not words:
            return None
        opposites = self.lists["antonyms"]
        opposed = [m for m in words if m.group().lower() in opposites]
        if opposed and self.rng.random() < 0.35:
            m = self.rng.choice(opposed)
            return m, cased(m.group(), self.rng.choice(opposites[m.group().lower()]))
        m = self.rng.choice(words)
        word = m.group().lower()
        near = self.lists["neighbours"]["en"].get(word)
        if near and self.rng.random() < 0.5:
            return m, cased(m.group(), self.rng.choice(near))
        alike = lambda w: ending(w) == ending(word) and w[:4] != word[:4] and w not in text
        other = next(filter(alike, (self.rng.choice(self.stock["en"]) for _ in range(40))), None)
        return other and (m, cased(m.group(), other))

    def arabic_word(self, text):
        words = [m for m in ARABIC_WORD.finditer(text) if len(m.group()) > 3]
        if not words:
            return None
        m = self.rng.choice(words)
        word = m.group()
        near = self.lists["neighbours"]["ar"].get(word)
        if near and self.rng.random() < 0.55:
            return m, self.rng.choice(near)
        like = lambda w: prefixed(w)[0] == prefixed(word)[0] and w[-1:] == word[-1:] and w[:5] != word[:5] and w not in text
        other = next(filter(like, (self.rng.choice(self.stock["ar"]) for _ in range(60))), None)
        return other and (m, other)

    def name(self, at, texts, side):
        names = [m for m in ENGLISH_WORD.finditer(texts["en"]) if self.is_name(texts["en"], m)]
        if not names or not self.lists["names"]:
            return None
        m, new = self.rng.choice(names), self.rng.choice(self.lists["names"])
        return new[:3] != m.group()[:3] and self.replaced(texts, "en", m, new, NAME)

    def misspelt(self, at, texts, side):
        names = [m for m in ENGLISH_WORD.finditer(texts["en"]) if len(m.group()) > 4 and self.is_name(texts["en"], m)]
        if not names:
            return None
        m = self.rng.choice(names)
        letters = list(m.group())
        for _ in range(self.rng.choice((1, 1, 2))):
            i, kind = self.rng.randrange(1, len(letters)), self.rng.random()
            if kind < 0.6:
                letters[i] = self.rng.choice("aeiou" if letters[i].lower() in "aeiou" else "bcdfghjklmnpqrstvwxyz")
            elif kind < 0.75:
                del letters[i]
            elif kind < 0.9:
                letters.insert(i, self.rng.choice("bcdfghklmnprstvz"))
            elif i + 1 < len(letters):
                letters[i], letters[i + 1] = letters[i + 1], letters[i]
            if len(letters) < 3:
                return None
        new = "".join(letters)
        return new != m.group() and self.replaced(texts, "en", m, new, NAME)

    def slip(self, at, texts, side):
        words = ENGLISH_WORD if side == "en" else ARABIC_WORD
        slips = self.lists["slips"][side]
        known = [m for m in words.finditer(texts[side]) if m.group().lower() in slips]
        if not known:
            return None
        m = self.rng.choice(known)
        return self.replaced(texts, side, m, cased(m.group(), self.rng.choice(slips[m.group().lower()])), REAL_WORD)

    def number(self, at, texts, side):
        text = texts[side]
        figures = list(FIGURE.finditer(text))
        words = [m for m in ENGLISH_WORD.finditer(text) if m.group().lower() in UNITS + SCALES] if side == "en" else []
        if words and (not figures or self.rng.random() < 0.5):
            m = self.rng.choice(words)
            group = SCALES if m.group().lower() in SCALES else UNITS
            new = self.rng.choice([w for w in group if w != m.group().lower()])
            return self.replaced(texts, side, m, cased(m.group(), new), NUMBER)
        if not figures:
            return None
        m = self.rng.choice(figures)
        digits = list(m.group())
        i = self.rng.choice([i for i, d in enumerate(digits) if d.isdigit()])
        own = next((set_ for set_ in DIGITS if digits[i] in set_), DIGITS[0])
        digits[i] = self.rng.choice([d for d in own[1:] if d != digits[i]])
        return self.replaced(texts, side, m, "".join(digits), NUMBER)

    def negation(self, at, texts, side):
        text = texts[side]
        found = list(NEGATIONS[side].finditer(text))
        if found and self.rng.random() < 0.75:
            new = self.denied_no_more(text, side, self.rng.choice(found))
        else:
            new = self.denied_english(text) if side == "en" else self.denied_arabic(text)
        if not new or new[0] == text:
            return None
        texts[side], (start, end) = new
        return Planted(**texts, spans=[(side, start, end, NEGATION)], sides={(side, NEGATION)})

    def denied_no_more(self, text, side, m):
        word, before, after = m.group(), text[: m.start()], text[m.end() :]
        low = word.lower().replace("’", "'")
        if side == "ar":
            kept = word[: len(word) - len(m.group(1))]
            new = before + kept + (after.lstrip() if kept else after)
        elif low.endswith("n't"):
            rest = {"can't": "can", "won't": "will", "don't": "do", "doesn't": "does", "didn't": "did"}.get(low, word[:-3])
            if rest in ("do", "does", "did") and self.rng.random() < 0.5:
                rest = ""
            new = before + (cased(word, rest) if rest else "") + after
        elif low in ("none", "nobody", "nothing", "neither", "nor"):
            return None
        else:
            new = before + {"cannot": "can", "without": "with", "no": self.rng.choice(("a", "some"))}.get(low, "") + after
        new = re.sub("  +", " ", new).strip()
        at = min(m.start(), len(new))
        return new, (max(0, at - 1), min(len(new), at + 3))

    def denied_english(self, text):
        auxiliaries = list(AUXILIARY.finditer(text))
        if auxiliaries:
            at = self.rng.choice(auxiliaries).end()
            return text[:at] + " not" + text[at:], (at + 1, at + 4)
        fits = lambda m: m.start() and m.group().endswith("ed") and m.group().islower() and len(m.group()) > 4
        past = [m for m in ENGLISH_WORD.finditer(text) if fits(m)]
        if not past:
            return None
        m = self.rng.choice(past)
        silent = ("ate", "ove", "use", "ide", "ire", "ose", "ive", "ine", "are")
        base = m.group()[:-1] if m.group()[:-1].endswith(silent) else m.group()[:-2]
        if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
            base = base[:-1]
        base = base[:-1] + "y" if base.endswith("i") else base
        return text[: m.start()] + "did not " + base + text[m.end() :], (m.start(), m.start() + 8)

    def denied_arabic(self, text):
        fits = lambda m: m.start() and ARABIC_VERB.match(m.group()) and not m.group().endswith("ة")
        verbs = [m for m in ARABIC_WORD.finditer(text) if fits(m)]
        if not verbs:
            return None
        m, no = self.rng.choice(verbs), self.rng.choice(("لا", "لن", "لم"))
        joined = m.group()[0] in "وف"
        at = m.start() + joined
        return text[:at] + no + " " + text[at:], (m.start(), at + 2)

    def chunk(self, text, least=2, most=16):
        """A run of clauses, not most of the text."""
        end = last_place(text)
        bounds = [b for b in sorted({0, *(m.start() for m in CLAUSE.finditer(text))}) if b < end] + [end]
        if len(bounds) < 2:
            return None
        for _ in range(12):
            i = self.rng.randrange(len(bounds) - 1)
            j = min(len(bounds) - 1, i + 1 + int(self.rng.random() ** 2 * 4))
            part = text[bounds[i] : bounds[j]]
            if least <= len(part.split()) <= min(most, 0.6 * len(text.split())) and re.search(r"\w{4,}", part):
                return bounds[i], bounds[j]
        return None

    def omission(self, at, texts, side):
        text = texts[side]
        chunk = self.chunk(text)
        if not chunk:
            return None
        before, after = text[: chunk[0]], text[chunk[1] :]
        if not before:
            after = after.lstrip(" ,،")
            after = after[:1].upper() + after[1:]
        elif after[:1] in (",", "،") and before.rstrip()[-1:] in (",", "،"):
            after = after[1:]
        elif not before.endswith(" ") and after and after[0] not in AFTER_NO_SPACE:
            before += " "
        new = re.sub(r"\s+", " ", before + after).strip()
        if len(new.split()) < 3:
            return None
        gap = min(len(before.rstrip()), len(new))
        texts[side] = new
        spans = [(side, max(0, gap - 1), min(len(new), gap + 3), MISSING)]
        return Planted(**texts, spans=spans, sides={(side, MISSING), (OTHER[side], EXTRA)})

    def addition(self, at, texts, side):
        near = self.rows[(at + self.rng.choice((-3, -2, -1, 1, 2, 3))) % len(self.rows)]
        other = near[1 if side == "ar" else 2]
        chunk = self.chunk(other, 3, 14)
        if not chunk:
            return None
        phrase, text = other[slice(*chunk)].strip(" ,،."), texts[side]
        if side == "en" and chunk[0] == 0:
            phrase = phrase[0].lower() + phrase[1:]
        place = self.rng.choice([*(m.start() for m in CLAUSE.finditer(text)), last_place(text)][-3:])
        start = len(text[:place].rstrip())
        comma = ("،" if side == "ar" else ",") if self.rng.random() < 0.4 else ""
        added = comma + " " + phrase
        texts[side] = text[:start] + added + text[place:]
        return Planted(**texts, spans=[(side, start, start + len(added), EXTRA)], sides={(side, EXTRA)})

    def wrong(self, at, texts, side):
        near = (at + self.rng.choice((-2, -1, 1, 2))) % len(self.rows)
        other = self.rows[near if self.rng.random() < 0.6 else self.rng.randrange(len(self.rows))][1 if side == "ar" else 2]
        if other in texts.values():
            return None
        texts[side] = other
        return Planted(**texts, sides={("ar", WRONG), ("en", WRONG)})


def lists(path):
    with gzip.open(path, "rt") as f:
        return json.load(f)
