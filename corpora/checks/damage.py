"""Makes clean and damaged pairs for training the meaning checks; see README.md.

damage.py TRAIN_DIR OUT_DIR writes JSON lines with `ar`, `en`, `src`, `base` (number of the clean
pair), `kind` and, where text was changed, `side`, `start`, `end` (of `new`), `old`, `new`:

  clean.jsonl      clean pairs: sentences, and neighbours of one document joined
  negation.jsonl   a negation taken out or put in, on either side
  spans.jsonl      a clause or sentence taken out of one side, or one of another pair put in
  wrong.jsonl      a rendering exchanged for one of the same document or source
  contrast.jsonl   a listed English word exchanged for its contrary
"""
import gzip, json, os, random, re, sys
import antonyms

AR = "\u0621-\u064a"
PROSE = ["pud", "xquad-odd", "tico19", "opensource-guide", "react-docs"]
SOURCES = PROSE + ["tatoeba"]


def is_text(ar, en):
    return 3 <= len(en.split()) <= 90 and len(ar.split()) >= 2 and re.search(f"[{AR}]", ar) and re.search("[a-z]", en)


def joined(rng, rows):
    """Neighbours of one source as one pair, as an aligner makes of n-m beads."""
    out = []
    for one, two in zip(rows, rows[1:]):
        words = len(one["en"].split()) + len(two["en"].split())
        share = .25 if one["src"] == "tatoeba" else .3
        if one["src"] == two["src"] and 8 <= words <= 60 and rng.random() < share:
            cut = {side: len(one[side]) for side in ("ar", "en")}
            out.append(dict(ar=one["ar"] + " " + two["ar"], en=one["en"] + " " + two["en"], src=one["src"], cut=cut))
    return out


def read(folder, rng):
    rows = []
    for source in SOURCES:
        for line in gzip.open(f"{folder}/{source}.tsv.gz", "rt"):
            ar, en = line.rstrip("\n").split("\t")[:2]
            if is_text(ar, en):
                rows.append(dict(ar=ar.strip(), en=en.strip(), src=source))
    rows += joined(rng, rows)
    for number, row in enumerate(rows):
        row["base"] = number
        row["prose"] = row["src"] in PROSE and len(row["en"].split()) >= 8
    return rows


def edit(row, kind, side, start, end, new):
    text = row[side]
    out = dict(row, kind=kind, side=side, start=start, end=start + len(new), old=text[start:end], new=new)
    out[side] = text[:start] + new + text[end:]
    return out


# -- negation

EN_DROP = [(r"\b(do|does|did)(?: not|n['’]t) ", ""), (r"\b(is|are|was|were|has|have|had|would|could|should|must)n['’]t\b", r"\1"),
           (r"\b(?:cannot|can not|can['’]t)\b", "can"), (r"\bwon['’]t\b", "will"), (r" not\b(?! only)", ""), (r"\bnever ", ""),
           (r"\bnever\b", "often"), (r"\bnothing\b", "something"), (r"\bnobody\b", "someone"), (r"\bno one\b", "everyone"),
           (r"\bno (?=[a-z]{3})(?!longer)", "some "), (r"\bwithout\b", "with"), (r"\bno longer ", ""), (r"\bunable to\b", "able to"),
           (r"\bneither\b", "both"), (r"\bnone\b", "all")]
AR_DROP = [(f"(?<![{AR}])([وف]?)(?:لا|لم|ليس|ليست|غير|عدم) ", r"\1"), (f"(?<![{AR}])([وف]?)لن ([يتن])", r"\1س\2"),
           (f"(?<![{AR}])([وف]?)لن ", r"\1سوف "),
           (f"(?<![{AR}])([وف]?)لم يكن ", r"\1كان "), (f"(?<![{AR}])([وف]?)لم تكن ", r"\1كانت "),
           (f"(?<![{AR}])(?:بدون|دون|بلا) ", "مع "), (f"(?<![{AR}])أي من ", "كل من "),
           # spoken
           (f"(?<![{AR}])([وف]?)(?:مو|مش|موب|مب) ", r"\1"), (f"(?<![{AR}])ماكو(?![{AR}])", "أكو"), (f"(?<![{AR}])مافي(?![{AR}])", "في"),
           (f"(?<![{AR}])([وف]?)ما (?=(?:كان|كنت|كنا|عند|شف|رح|راح|في |بي|بن|بت|قدر|گدر|خل|صار|إج|جا|عاد|عرف|يصير|أقدر|أگدر|نقدر|أعرف|ندري|أدري)[{AR}]*)", r"\1")]
EN_INSERT = [(r"\b(is|are|was|were|will|would|can|could|should|must|may|might|has been|have been|had been)()(?= [a-z]{2,})", " not"),
             (r"\b(has|have|had)()(?= [a-z]+(?:ed|en|wn|ne)\b)", " not"), (r"\b(has|have|had)()(?= [a-z]+(?:ed|en|wn|ne)\b)", " never"),
             (r"\b(is|was|were|are|can|could|should|would)()(?= )", "n't"), (r"\b(they|we|you|I)( )(?=[a-z]{3,} (?!and|or))", " do not "),
             (r"\b()(with)(?= [a-z])", "without"), (r"\b(is|are|was|were|be)()(?= [a-z])", " no longer"),
             (r"\b([a-z]+(?:er|or|le|ent|nt|ns|rs|ts))( )(?=[a-z]+ed (?:the|a|to|in|his|her|that)\b)", " never ")]
AR_INSERT = [(f"(?<![{AR}])([وف]?)()(?=[يت][{AR}]{{3,8}}(?![{AR}]))", "لا "), (f"(?<![{AR}])([وف]?)(كان) ", "لم يكن "),
             (f"(?<![{AR}])([وف]?)(كانت) ", "لم تكن "), (f"(?<![{AR}])([وف]?)(س)(?=[يتن][{AR}]{{3,8}}(?![{AR}]))", "لن "),
             (f"(?<![{AR}])([وف]?)(هناك) ", "ليس هناك "), (f"(?<![{AR}])([وف]?)()(?=يمكن |يجب |تستطيع |يستطيع )", "لا "),
             (f"(?<![{AR}])([وف]?)()(?=[يت][{AR}]{{3,6}} )", "لم "), (f"(?<![{AR}])(أن )()(?=[يت][{AR}]{{3,8}} )", "لا ")]


def drop(rng, row, side):
    rules = EN_DROP if side == "en" else AR_DROP
    hits = [(m, new) for pattern, new in rules for m in re.finditer(pattern, row[side])]
    if not hits:
        return None
    m, new = rng.choice(hits)
    return edit(row, "neg-drop", side, m.start(), m.end(), m.expand(new))


def insert(rng, row, side):
    rules = list(EN_INSERT if side == "en" else AR_INSERT)
    rng.shuffle(rules)
    for pattern, new in rules:
        hits = list(re.finditer(pattern, row[side]))
        if hits:
            m = rng.choice(hits)
            return edit(row, "neg-insert", side, m.start(2), m.end(2), new)
    return None


# -- spans

CUT_EN = re.compile(r"[,;:–—]\s|\s-\s|\s(?=\()|(?<=\))\s|\s(?=(?:and|but|or|while|although|though|because|since|as|which|who|whose|with|after|before|when|where|if|unless|until|to|for|by|from|in|on|at|that|despite|during|including|through|without|using)\s)")
CUT_AR = re.compile(f"[،؛:]\\s*|\\s-\\s|\\s(?=\\()|(?<=\\))\\s|\\s(?=(?:حيث|بينما|بعد|قبل|عندما|إذا|الذي|التي|الذين|لكن|ولكن|بسبب|خلال|مما|لأن|من|في|مع|عن|على|إلى|بما|وهو|وهي|كما|منذ|حتى|عبر|دون|رغم|أن)\\s)|\\s(?=[وفبل][{AR}]{{3,}}\\s)")
STRONG = re.compile(r"\s*(?:and|but|while|although|though|because|since|which|who|whose|after|before|when|where|if|unless|until|despite|including|"
                    r"حيث|بينما|بعد|قبل|عندما|إذا|الذي|التي|الذين|لكن|ولكن|بسبب|مما|لأن|وهو|وهي|كما|منذ|رغم)\b")


def pieces(text, side, lowest, highest):
    """(start, end, weight) of stretches between clause edges; those a reader takes for a clause weigh more."""
    body = re.sub(r"[\s.؟?!\"”»]+$", "", text)
    hard = {0, len(body)} | {m.start() for m in re.finditer(r"[,،;؛:–—(]", body)}
    cuts = sorted({0, len(body)} | {m.start() for m in (CUT_EN if side == "en" else CUT_AR).finditer(body)})
    found = []
    for i, a in enumerate(cuts):
        for b in cuts[i + 1:i + 7]:
            if lowest <= len(body[a:b].split()) <= highest:
                strong = bool(STRONG.match(body[a:b].lstrip(",، ")))
                found.append((a, b, 1 + 3 * (a in hard) + 3 * (b in hard) + 4 * strong))
    return found


def weighted(rng, found):
    return rng.choices(found, [weight for _, _, weight in found])[0]


def tidy(out, side, at_start):
    out[side] = re.sub(r"^[\s,،;:]+", "", out[side])
    if at_start and side == "en":
        out[side] = out[side][:1].upper() + out[side][1:]
    return out


def take_out(rng, row, side):
    text = row[side]
    words = len(text.split())
    if "cut" in row and rng.random() < .35:
        cut = row["cut"][side]
        a, b = rng.choice([(0, cut + 1), (cut, len(text))])
        return tidy(edit(row, "drop", side, a, b, ""), side, a == 0) if b - a < .75 * len(text) else None
    found = [x for x in pieces(text, side, 4, min(20, int(.62 * words))) if words - len(text[x[0]:x[1]].split()) >= 4]
    if not found:
        return None
    a, b, _ = weighted(rng, found)
    if a == 0 and text[b:b + 1] in tuple(",،;:"):
        b += 1
    elif text[a:a + 1] in tuple(",،") and text[b:b + 1] in tuple(",،") and rng.random() < .6:
        b += 1
    return tidy(edit(row, "drop", side, a, b, ""), side, a == 0)


def put_in(rng, row, other, side):
    found = pieces(other[side], side, 5, 15)
    if not found:
        return None
    a, b, _ = weighted(rng, found)
    clause = other[side][a:b].strip(" ,،;:")
    text = row[side]
    own = [p for p in {x for a, b, _ in pieces(text, side, 2, 40) for x in (a, b)} if p]
    tail = len(re.sub(r"[\s.؟?!\"”»]+$", "", text))
    place = tail if rng.random() < .6 or not own else rng.choice(own)
    comma = ", " if side == "en" else "، "
    mark = rng.choice([" ", " ", comma, comma, " and " if side == "en" else " و", " - "])
    new = mark + clause + ("" if place == tail or text[place:place + 1] in tuple(" ,،") else " ")
    return edit(row, "add", side, place, place, new)


def near(rng, rows, number, reach):
    at = number + rng.choice([by for by in range(-reach, reach + 1) if by])
    other = rows[min(len(rows) - 1, max(0, at))]
    return other if other["src"] == rows[number]["src"] else rng.choice(rows)


def contrast(rng, row, contraries):
    hits = [m for m in re.finditer(r"[a-z]+", row["en"]) if m.group() in contraries and len(m.group()) > 2 and row["en"][m.start() - 1:m.start()] not in ("'", "’")]
    if not hits:
        return None
    m = rng.choice(hits)
    other = rng.choice(sorted(contraries[m.group()]))
    if re.search(rf"\b{other}\b", row["en"]):
        return None
    return edit(row, "antonym", "en", m.start(), m.end(), other)


def main():
    folder, out = sys.argv[1:3]
    os.makedirs(out, exist_ok=True)
    rng = random.Random(20)
    rows = read(folder, rng)
    write = lambda name, items: open(f"{out}/{name}.jsonl", "w").writelines(json.dumps(x, ensure_ascii=False) + "\n" for x in items if x)
    write("clean", [dict(row, kind="clean") for row in rows])
    single = [row for row in rows if "cut" not in row]
    write("negation", [make(rng, row, side) for row in single for side in ("ar", "en") for make in (drop, insert)])
    long = [row for row in rows if len(row["en"].split()) >= 8 and (row["src"] != "tatoeba" or rng.random() < .25)]
    spans = []
    for number, row in enumerate(long):
        sides = ("ar", "en") if row["prose"] else (rng.choice(["ar", "en"]),)
        for side in sides:
            other = near(rng, long, number, 3) if rng.random() < .5 else rng.choice(long)
            spans += [take_out(rng, row, side), put_in(rng, row, other, side) if other is not row else None]
    write("spans", [x for x in spans if x and x["ar"] and x["en"]])
    wrong = []
    for number, row in enumerate(single):
        others = [near(rng, single, number, 3), rng.choice(single)] if row["prose"] or rng.random() < .3 else []
        wrong += [dict(row, en=other["en"], kind="wrong", side="en", start=0, end=len(other["en"])) for other in others
                  if other["ar"] != row["ar"] and other["en"] != row["en"]]
    write("wrong", wrong)
    contraries = antonyms.contraries()
    write("contrast", [contrast(rng, row, contraries) for row in single])


if __name__ == "__main__":
    main()
