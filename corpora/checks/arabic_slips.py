#!/usr/bin/env python3
"""Plants Arabic spelling slips into clean pairs, and scores what `check --pairs` says of them.

    arabic_slips.py plant FILE.tsv.gz... --kinds tuned|kept|all --count N --seed S -o slips.jsonl
    arabic_slips.py score slips.jsonl --binary muqabala
    arabic_slips.py clean FILE.tsv.gz... --binary muqabala --every N

A pair has one slip; it is found when a finding of spelling lies on it. `tuned` kinds were in sight while
the checks were made, `kept` ones were not. `clean` counts pairs that those checks flag although nothing was
planted, at any severity and at warning or above. Lines of the files: Arabic TAB English.
"""
import argparse
import collections
import gzip
import json
import random
import re
import subprocess
import tempfile

CHECKS = {"arabic-misspelling", "arabic-orthography", "glued-words", "name-misspelled", "persian-letter",
          "repeated-word", "spacing"}
WORD = re.compile("[\u0621-\u064a]+")
ROWS = ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ"]
COUNTRIES = ("العراق سوريا لبنان إيران تركيا فرنسا ألمانيا إيطاليا إسبانيا البرازيل الأرجنتين كولومبيا فنزويلا المكسيك "
             "الصين اليابان الهند باكستان أفغانستان روسيا أوكرانيا بولندا السويد النرويج اليونان إثيوبيا كينيا نيجيريا "
             "السعودية الكويت البحرين المغرب الجزائر تونس ليبيا السودان إندونيسيا ماليزيا أستراليا كندا بريطانيا "
             "سنغافورة تايلاند الفلبين هولندا بلجيكا النمسا سويسرا البرتغال فنلندا الدنمارك تشيلي بوليفيا سورينام").split()
HAMZA = dict([("إلى", "الى"), ("إذا", "اذا"), ("أو", "او"), ("إنشاء", "انشاء"), ("أيضا", "ايضا"), ("أكثر", "اكثر"),
              ("أيضًا", "ايضًا"), ("إضافة", "اضافة"), ("الإنترنت", "الانترنت"), ("أجهزة", "اجهزة"), ("أثناء", "اثناء"),
              ("إعداد", "اعداد"), ("أفضل", "افضل"), ("الأشياء", "الاشياء"), ("أنواع", "انواع"), ("إرسال", "ارسال")])
TANWIN = {"بناء": "بناءا", "أثناء": "أثناءا", "سواء": "سواءا", "أعضاء": "أعضاءا"}


def neighbours(letter):
    for row, keys in enumerate(ROWS):
        at = keys.find(letter)
        if at >= 0:
            for other in (row - 1, row, row + 1):
                if 0 <= other < 3:
                    for place in (at - 1, at, at + 1):
                        if 0 <= place < len(ROWS[other]) and ROWS[other][place] != letter:
                            yield ROWS[other][place]


def inner_ya(word, rng):
    places = [i for i, c in enumerate(word[:-1]) if c == "ي"]
    if places and len(word) >= 4:
        at = rng.choice(places)
        return word[:at] + "ى" + word[at + 1:]


def wasl(word, rng):
    match = re.match("(و|ب|ل|ف|ك|ال|وال|بال|)(ا)(?=(?:ست|.ت|ن).{2,})", word)
    if match and len(word) >= 5 and not word.startswith(("الت", "الن")):
        return word[:match.start(2)] + "إ" + word[match.end(2):]


def country(word, rng):
    if word in COUNTRIES and len(word) >= 5:
        at = rng.randrange(2, len(word) - 1)
        way = rng.randrange(2)
        return word[:at] + word[at + 1:] if way else word[:at] + word[at + 1] + word[at] + word[at + 2:]


def doubled_letter(word, rng):
    if len(word) >= 5:
        at = rng.randrange(2, len(word))
        return word[:at] + word[at - 1] + word[at:] if word[at - 1] not in "اوي" else None


def missing_letter(word, rng):
    if len(word) >= 6:
        at = rng.randrange(2, len(word) - 1)
        return word[:at] + word[at + 1:]


def swapped(word, rng):
    if len(word) >= 5:
        at = rng.randrange(1, len(word) - 1)
        if word[at] != word[at + 1]:
            return word[:at] + word[at + 1] + word[at] + word[at + 2:]


def beside(word, rng):
    if len(word) >= 5:
        at = rng.randrange(1, len(word))
        keys = list(neighbours(word[at]))
        return word[:at] + rng.choice(keys) + word[at + 1:] if keys else None


def doubled_ta(word, rng):
    return word + "ة" if word.endswith("ة") and len(word) >= 4 else None


def doubled_article(word, rng):
    return "ال" + word if word.startswith("ال") and len(word) >= 6 else None


# A kind: how a word becomes a slip. Kinds marked with a text work on two words.
TUNED = {"inner ya": inner_ya, "hamzat wasl": wasl, "country": country, "doubled letter": doubled_letter,
         "missing letter": missing_letter, "latin glued": None,
         "second alef": lambda word, rng: TANWIN.get(word)}
KEPT = {"doubled ta": doubled_ta, "doubled article": doubled_article, "hamza left out": lambda word, rng: HAMZA.get(word),
        "swapped letters": swapped, "key beside": beside, "run together": None}


def pairs_of(files):
    for file in files:
        for line in gzip.open(file, "rt", encoding="utf-8"):
            arabic, english = line.rstrip("\n").split("\t")[:2]
            if len(WORD.findall(arabic)) >= 5:
                yield arabic, english


def run_together(arabic, rng):
    found = [m for m in re.finditer(r"(?<!\w)(\w{2,}ن) (ال\w{4,})", arabic)]
    if found:
        match = rng.choice(found)
        return arabic[:match.end(1)] + arabic[match.start(2):], match.group(1) + match.group(2)


def latin_glued(arabic, rng):
    found = [m for m in re.finditer(r"(?<!\w)([\u0621-\u064a]{4,}) ([A-Za-z]{3,})", arabic)]
    if found:
        match = rng.choice(found)
        return arabic[:match.end(1)] + arabic[match.start(2):], match.group(1) + match.group(2)


def planted(arabic, kind, make, known, rng):
    if make is None:
        return (run_together if kind == "run together" else latin_glued)(arabic, rng)
    words = [m for m in WORD.finditer(arabic) if not re.match("[\u064b-\u0652]", arabic[m.end():m.end() + 1])]
    rng.shuffle(words)
    for match in words:
        slip = make(match.group(), rng)
        if slip and slip not in known and slip != match.group():
            return arabic[:match.start()] + slip + arabic[match.end():], slip
    return None


def plant(options):
    rng = random.Random(options.seed)
    clean = list(pairs_of(options.files))
    known = collections.Counter(word for arabic, _ in clean for word in WORD.findall(arabic))
    kinds = {"tuned": TUNED, "kept": KEPT, "all": TUNED | KEPT}[options.kinds]
    out = []
    each = -(-options.count // len(kinds))
    for kind, make in kinds.items():
        rng.shuffle(clean)
        done = 0
        for arabic, english in clean:
            found = planted(arabic, kind, make, set() if make in (None,) or kind == "hamza left out" else known, rng)
            if found:
                out.append({"id": f"{kind} {done}", "ar": found[0], "en": english, "direction": "en-ar",
                            "kind": kind, "slip": found[1]})
                done += 1
            if done == each:
                break
    with open(options.output, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in out[: options.count + len(kinds)])


def findings(binary, file):
    run = subprocess.run([binary, "check", "--pairs", file, "--format", "jsonl", "--fail-on", "never"],
                         capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        found = json.loads(line)
        if found["check"] in CHECKS and found["side"] == "ar":
            yield found


def score(options):
    lines = {line["id"]: line for line in map(json.loads, open(options.files[0], encoding="utf-8"))}
    met, warned = set(), set()
    for found in findings(options.binary, options.files[0]):
        line = lines[found["pair"]]
        at = line["ar"].find(line["slip"])
        if found["start"] < at + len(line["slip"]) and found["end"] > at:
            met.add(found["pair"])
            if found["severity"] != "info":
                warned.add(found["pair"])
    kinds = collections.Counter(line["kind"] for line in lines.values())
    for kind, count in kinds.items():
        of = [name for name in met if lines[name]["kind"] == kind]
        print(f"{kind}: {len(of)} of {count}")
    print(f"all: {len(met)} of {len(lines)} = {len(met) / len(lines):.2f}; at warning {len(warned)}")
    if options.show:
        for name, line in lines.items():
            if name not in met:
                print("missed", line["kind"], line["slip"])


def clean(options):
    counts, any_pair, warned, total = collections.Counter(), set(), set(), 0
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        texts = {}
        for number, (arabic, english) in enumerate(pairs_of(options.files)):
            if number % options.every == 0:
                total += 1
                texts[str(number)] = arabic
                line = {"id": str(number), "ar": arabic, "en": english, "direction": "en-ar"}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        for found in findings(options.binary, file.name):
            counts[found["check"], found["severity"]] += 1
            any_pair.add(found["pair"])
            if found["severity"] != "info":
                warned.add(found["pair"])
            if options.show:
                print(found["severity"], found["check"], found["text"], "|", *found["suggestions"][:2])
    print(f"{total} clean pairs: {len(any_pair)} flagged ({len(any_pair) / total:.3%}), at warning {len(warned)} ({len(warned) / total:.3%})")
    print(dict(counts))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["plant", "score", "clean"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--kinds", default="all", choices=["tuned", "kept", "all"])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=5)
    parser.add_argument("--binary", default="muqabala")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("-o", "--output", default="slips.jsonl")
    options = parser.parse_args()
    {"plant": plant, "score": score, "clean": clean}[options.task](options)


if __name__ == "__main__":
    main()
