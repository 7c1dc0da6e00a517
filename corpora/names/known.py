#!/usr/bin/env python3
"""Makes known.bin: which words are names, and which Latin word writes which Arabic one.

    known.py names.sqlite3 ARWIKICATS_FOLDER -o known.bin

names.sqlite3 is of PyPI arabic-name-romanizer 0.2.0 (rows of Wikidata, CC0; rows named dzirinames are
left out), ARWIKICATS_FOLDER the folder ArWikiCats of PyPI ArWikiCats 0.2.3 (MIT). meanings.tsv beside this
file is our own. What is kept is hashes alone, no text: README.md has the layout.
"""
import argparse
import json
import pathlib
import re
import sqlite3
import struct
import unicodedata

FOLDED = str.maketrans("أإآٱىیةکگ", "اااايي" + "هكك")
MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f]")
LATIN = {"ß": "ss", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "ð": "d", "đ": "d"}
# Consonants that Latin letters may write, for names of several words whose words are paired by place.
SOUNDS = {"ب": "bp", "ت": "t", "ث": "ts", "ج": "jgc", "ح": "h", "خ": "khx", "د": "d", "ذ": "dzt", "ر": "r", "ز": "zs", "س": "scz",
          "ش": "sc", "ص": "s", "ض": "dz", "ط": "t", "ظ": "zd", "غ": "gh", "ف": "fvp", "ق": "qkgc", "ك": "kcgqx", "ل": "l", "م": "m",
          "ن": "nm", "ه": "h"}


def arabic(word):
    return MARKS.sub("", word).translate(FOLDED)


def latin(word):
    word = "".join(LATIN.get(c, c) for c in word.lower())
    return "".join(c for c in unicodedata.normalize("NFD", word) if "a" <= c <= "z")


def sounds_alike(one, other):
    """Do the consonants of the Arabic word stand in the Latin one in their order, all but a few?"""
    bare = other[2:] if other.startswith("ال") and len(other) > 4 else other
    consonants = [c for c in bare if c in SOUNDS]
    at = met = 0
    for consonant in consonants:
        found = next((i for i in range(at, min(at + 4, len(one))) if one[i] in SOUNDS[consonant]), None)
        if found is not None:
            met, at = met + 1, found + 1
    return len(consonants) >= 2 and met >= len(consonants) - (len(consonants) > 3)


LONG_VOWELS = {"و": "uow", "ي": "iyej"}


def writes(one, other):
    """Does the Latin word write every consonant of the Arabic one and its و and ي, in their order?"""
    at = 0
    for number, letter in enumerate(other):
        allowed = SOUNDS.get(letter) or LONG_VOWELS.get(letter)
        if not allowed or letter == "ه" and number == len(other) - 1:
            continue
        found = next((i for i in range(at, min(at + 4, len(one))) if one[i] in allowed), None)
        if found is None:
            return False
        at = found + 1
    return len(one) - at <= 3


def hash_of(*parts):
    """FNV-1a over the parts with a zero byte between, 32 bits, with a final mix."""
    h = 0x811C9DC5
    for byte in b"\0".join(part.encode() for part in parts):
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x2C1B3C6D & 0xFFFFFFFF
    return h ^ h >> 12


def of_persons(file):
    """Latin and Arabic words of persons' names, with how often they stand together."""
    base = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    rows = base.execute("select arabic_key, latin, sum(count) from units where source = 'wikidata' group by 1, 2")
    for key, written, count in rows:
        words = arabic(key).split()
        if len(words) == 1:
            bare = re.sub(r"^(?:al|el|ul|ur|an|ar|as|ash|ad|at|az)[ -]", "", written.lower())
            yield words[0], latin(bare), count
        elif len(words) == 2 and words[0] in ("عبد", "ابو", "ابن", "بن", "ام"):
            parts = re.split("[ -]+", written)
            if len(parts) == 2:
                yield words[1], latin(parts[1]), count
            else:
                yield "".join(words), latin(written), count


def labels(folder):
    """English and Arabic labels of places and persons."""
    def walk(value):
        if isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, str):
                    yield key, item
                else:
                    yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)
    for name in ("cities/cities_full", "geography/P17_2_final_ll", "geography/P17_PP", "geography/popopo",
                 "geography/regions", "geography/regions2", "geography/us_counties", "geography/India_dd", "people/peoples"):
        yield from walk(json.loads((folder / "jsons" / f"{name}.json").read_text(encoding="utf-8")))


def of_labels(folder):
    for english, other in labels(folder):
        english, other = re.sub(r"\(.*?\)", "", english), re.sub(r"\(.*?\)", "", other)
        ours, theirs = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", english), re.findall("[\u0621-\u064a]+", MARKS.sub("", other))
        if len(ours) == len(theirs):
            for one, two in zip(ours, theirs):
                one, two = latin(one), arabic(two)
                if len(one) >= 3 and len(two) >= 3 and sounds_alike(one, two):
                    yield two, one


def section(hashes):
    ordered = sorted(set(hashes))
    return struct.pack("<I", len(ordered)) + b"".join(struct.pack("<I", h) for h in ordered)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("persons", type=pathlib.Path)
    parser.add_argument("labels", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path(__file__).with_name("known.bin"))
    options = parser.parse_args()
    pairs, arabic_words, latin_words = set(), set(), set()
    for theirs, ours, count in of_persons(options.persons):
        if len(ours) < 3 or len(theirs) < 2:
            continue
        if count >= 2 and writes(ours, theirs[2:] if theirs.startswith("ال") and len(theirs) > 4 else theirs):
            pairs.add((ours, theirs))
        if count >= 6:
            arabic_words.add(theirs)
        if count >= 3 and len(ours) >= 4:
            latin_words.add(ours)
    for theirs, ours in of_labels(options.labels):
        pairs.add((ours, theirs))
        arabic_words.add(theirs)
        if len(ours) >= 4:
            latin_words.add(ours)
    for line in pathlib.Path(__file__).with_name("meanings.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            ours, theirs = line.split("\t")
            pairs.update((ours, arabic(word)) for word in theirs.split())
    bare = {(one, two[2:]) for one, two in pairs if two.startswith("ال") and len(two) > 4}
    sections = ({hash_of(*pair) for pair in pairs | bare}, {hash_of("ar", word) for word in arabic_words},
                {hash_of("en", word) for word in latin_words})
    data = b"muqnam\1\0" + b"".join(map(section, sections))
    options.output.write_bytes(data)
    print(f"{len(pairs)} pairs, {len(arabic_words)} Arabic and {len(latin_words)} Latin words: {len(data)} bytes")


if __name__ == "__main__":
    main()
