"""Makes training pairs for the meaning checks out of clean parallel text.

damage.py TRAIN_DIR OUT_DIR writes, as JSON lines with `ar`, `en`, `src`, `base` (number of the
clean pair), `kind` and, where text was changed, `side`, `start`, `end`, `old`, `new`:

  clean.jsonl     the clean pairs
  negation.jsonl  a negation taken out or put in, on either side
  spans.jsonl     a clause taken out, or a clause of another pair put in, on either side
  wrong.jsonl     a rendering exchanged for another one (of the same source or of any)
"""
import gzip, json, random, re, sys

AR = "\u0621-\u064a"
SOURCES = ["pud", "xquad-odd", "tico19", "opensource-guide", "react-docs", "wesnoth", "tatoeba"]


def read(folder):
    rows = []
    for source in SOURCES:
        for line in gzip.open(f"{folder}/{source}.tsv.gz", "rt"):
            ar, en = line.rstrip("\n").split("\t")[:2]
            words = len(en.split())
            if 4 <= words <= 70 and len(ar.split()) >= 3 and re.search(f"[{AR}]", ar) and re.search("[a-z]", en):
                rows.append(dict(ar=ar.strip(), en=en.strip(), src=source))
    for number, row in enumerate(rows):
        row["base"] = number
    return rows


def edit(row, kind, side, start, end, new):
    text = row[side]
    out = dict(row, kind=kind, side=side, start=start, end=start + len(new), old=text[start:end], new=new)
    out[side] = text[:start] + new + text[end:]
    return out


EN_DROP = [(r"\b(do|does|did)(?: not|n['’]t) ", ""), (r"\b(is|are|was|were|has|have|had|would|could|should|must)n['’]t\b", r"\1"),
           (r"\b(?:cannot|can not|can['’]t)\b", "can"), (r"\bwon['’]t\b", "will"), (r" not\b(?! only)", ""), (r"\bnever ", ""),
           (r"\bnever\b", "often"), (r"\bnothing\b", "something"), (r"\bnobody\b", "someone"), (r"\bno one\b", "everyone"),
           (r"\bno (?=[a-z]{3})(?!longer)", "some "), (r"\bwithout\b", "with"), (r"\bno longer ", ""), (r"\bunable to\b", "able to"),
           (r"\bneither\b", "both"), (r"\bnone\b", "all")]
AR_DROP = [(f"(?<![{AR}])([وف]?)(?:لا|لم|ليس|ليست|غير|عدم) ", r"\1"), (f"(?<![{AR}])([وف]?)لن ([يتن])", r"\1س\2"),
           (f"(?<![{AR}])([وف]?)لم يكن ", r"\1كان "), (f"(?<![{AR}])([وف]?)لم تكن ", r"\1كانت "),
           (f"(?<![{AR}])(?:بدون|دون|بلا) ", "مع "), (f"(?<![{AR}])أي من ", "كل من ")]
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
            start = m.start(2)
            end = m.end(2)
            return edit(row, "neg-insert", side, start, end, new)
    return None


CUT_EN = re.compile(r"[,;:–—]\s|\s-\s|\s(?=\()|(?<=\))\s|\s(?=(?:and|but|or|while|although|though|because|since|as|which|who|whose|with|after|before|when|where|if|unless|until|to|for|by|from|in|on|at|that|despite|during|including|through|without|using)\s)")
CUT_AR = re.compile(f"[،؛:]\\s*|\\s-\\s|\\s(?=\\()|(?<=\\))\\s|\\s(?=(?:حيث|بينما|بعد|قبل|عندما|إذا|الذي|التي|الذين|لكن|ولكن|بسبب|خلال|مما|لأن|من|في|مع|عن|على|إلى|بما|وهو|وهي|كما|منذ|حتى|عبر|دون|رغم|أن)\\s)|\\s(?=[وفبل][{AR}]{{3,}}\\s)")


def pieces(text, side, lowest, highest):
    body = re.sub(r"[\s.؟?!\"”»]+$", "", text)
    hard = {0, len(body)} | {m.start() for m in re.finditer(r"[,،;؛:–—(]", body)}
    cuts = sorted({0, len(body)} | {m.start() for m in (CUT_EN if side == "en" else CUT_AR).finditer(body)})
    found = []
    for i, a in enumerate(cuts):
        for b in cuts[i + 1:i + 6]:
            if lowest <= len(body[a:b].split()) <= highest:
                found.append((a, b, (a in hard) + (b in hard)))
    return found


def weighted(rng, found):
    return rng.choices(found, [1 + 3 * edge for _, _, edge in found])[0]


def take_out(rng, row, side):
    text = row[side]
    words = len(text.split())
    found = [x for x in pieces(text, side, 3, int(.6 * words)) if words - len(text[x[0]:x[1]].split()) >= 4]
    if not found:
        return None
    a, b, _ = weighted(rng, found)
    if text[b:b + 1] in ",،" and text[a:a + 1] in ",،" or (a == 0 and text[b:b + 1] in ",،;:"):
        b += 1 if a == 0 else 0
    out = edit(row, "drop", side, a, b, "")
    out[side] = re.sub(r"^[\s,،;:]+", "", out[side])
    if a == 0 and side == "en":
        out[side] = out[side][:1].upper() + out[side][1:]
    return out


def put_in(rng, row, other, side):
    found = pieces(other[side], side, 4, 16)
    if not found:
        return None
    a, b, _ = weighted(rng, found)
    clause = other[side][a:b].strip(" ,،;:")
    text = row[side]
    own = [p for p in {x for a, b, _ in pieces(text, side, 2, 40) for x in (a, b)} if p]
    tail = len(re.sub(r"[\s.؟?!\"”»]+$", "", text))
    place = tail if rng.random() < .5 or not own else rng.choice(own)
    mark = rng.choice([" ", ", " if side == "en" else "، ", " and " if side == "en" else " و", " - "])
    new = mark + clause + ("" if place == tail or text[place:place + 1] in " ,،" else " ")
    return edit(row, "add", side, place, place, new)


def main():
    folder, out = sys.argv[1:3]
    rng = random.Random(20)
    rows = read(folder)
    write = lambda name, items: open(f"{out}/{name}.jsonl", "w").writelines(json.dumps(x, ensure_ascii=False) + "\n" for x in items if x)
    write("clean", [dict(row, kind="clean") for row in rows])
    negation = []
    for row in rows:
        for side in ("ar", "en"):
            negation += [drop(rng, row, side), insert(rng, row, side)]
    write("negation", negation)
    prose = [row for row in rows if row["src"] not in ("tatoeba", "wesnoth") and len(row["en"].split()) >= 8]
    spans = []
    for number, row in enumerate(prose):
        for side in ("ar", "en"):
            near = prose[min(len(prose) - 1, max(0, number + rng.choice([-3, -2, -1, 1, 2, 3])))] if rng.random() < .4 else rng.choice(prose)
            spans += [take_out(rng, row, side), put_in(rng, row, near, side) if near is not row else None]
    write("spans", spans)
    wrong = []
    for number, row in enumerate(rows):
        near = rows[min(len(rows) - 1, max(0, number + rng.choice([-2, -1, 1, 2])))]
        for other in (near, rng.choice(rows)):
            if other["ar"] != row["ar"] and other["en"] != row["en"]:
                wrong.append(dict(row, en=other["en"], kind="wrong", side="en", start=0, end=len(other["en"])))
    write("wrong", wrong)


main()
