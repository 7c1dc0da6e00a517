"""Pairs with names exchanged or misspelt: `names_damage.py TRAIN PUBLIC.TSV OUT`.

Writes OUT/names.clean.jsonl, OUT/names.replaced.jsonl (a name of another pair or of the public list in
its place) and OUT/names.misspelt.jsonl (one or two letters, dropped, doubled, swapped, a vowel)."""
import gzip, json, random, re, sys

train, public, out = sys.argv[1:4]
random.seed(7)
SETS = [('pud', 1), ('xquad-odd', 1), ('tico19', 1), ('opensource-guide', 1), ('tatoeba', 4), ('mediawiki', 12), ('wesnoth', 3)]
rows = []
for name, step in SETS:
    for i, line in enumerate(gzip.open(f'{train}/{name}.tsv.gz', 'rt')):
        cells = line.rstrip('\n').split('\t')
        if i % step == 0 and len(cells) > 1 and 25 <= len(cells[1]) <= 450:
            rows.append((name, cells[0], cells[1]))
low = set()
for _, _, en in rows:
    low.update(re.findall(r"(?<![A-Za-z'’])[a-z]+", en))
PART = r"(?:[A-Z][a-zé]{2,}|[A-Z]{2,5}\b)"
RUN = re.compile(PART + r"(?:[ -]" + PART + ")*")


def runs(en):
    for match in RUN.finditer(en):
        start, words = match.start(), re.split('[ -]', match.group())
        first = start == 0 or en[:start].rstrip()[-1:] in '.!?:"“‘(«'
        if first and words[0].lower() in low or all(word.lower() in low for word in words):
            continue
        yield match


pool = {}
for _, _, en in rows:
    for match in runs(en):
        if match.start() > 0:
            pool.setdefault(len(match.group().split()), set()).add(match.group())
pool = {size: sorted(names) for size, names in pool.items()}
listed = [line.split('\t')[1].strip() for line in open(public)]


def misspell(word):
    kind = random.choice(['one', 'one', 'one', 'two', 'two', 'drop', 'double', 'vowel', 'swap'])
    letters = list(word)
    places = [i for i, c in enumerate(letters) if c.isalpha()]
    hard = [i for i in places if letters[i].lower() not in 'aeiou']
    soft = [i for i in places[1:] if letters[i].lower() in 'aeiou']

    def put(i, c):
        letters[i] = c.upper() if letters[i].isupper() else c
    try:
        if kind in ('one', 'two'):
            for i in random.sample(hard, 1 if kind == 'one' else 2):
                put(i, random.choice([c for c in 'bcdfghjklmnprstvwyz' if c != letters[i].lower()]))
        elif kind == 'drop':
            del letters[random.choice(hard[1:])]
        elif kind == 'double':
            letters.insert(random.choice(hard[1:]), random.choice('bdfgklmnprst'))
        elif kind == 'vowel':
            i = random.choice(soft)
            put(i, random.choice([c for c in 'aeiou' if c != letters[i].lower()]))
        else:
            i = random.choice(places[1:-2])
            letters[i], letters[i + 1] = letters[i + 1], letters[i]
    except (ValueError, IndexError):
        return None, kind
    changed = ''.join(letters)
    return (changed if changed != word else None), kind


files = {kind: open(f'{out}/names.{kind}.jsonl', 'w') for kind in ('clean', 'replaced', 'misspelt')}


def write(which, base, row, en, **more):
    record = {'base': base, 'set': row[0], 'ar': row[1], 'en': en, **more}
    files[which].write(json.dumps(record, ensure_ascii=False) + '\n')


for base, row in enumerate(rows):
    en = row[2]
    found = list(runs(en))
    write('clean', base, row, en)
    if not found:
        continue
    match = random.choice(found)
    size = len(match.group().split())
    new = random.choice(listed) if random.random() < .4 else random.choice(pool.get(random.choice([size, size, 1, 2]), pool[1]))
    if new.lower() not in en.lower() and not any(word in en for word in new.split() if len(word) > 3):
        start = match.start()
        write('replaced', base, row, en[:start] + new + en[match.end():], start=start, end=start + len(new))
    match = random.choice(found)
    words = list(re.finditer(r'[A-Z][a-zé]{3,}', match.group()))
    if words:
        word = random.choice(words)
        changed, kind = misspell(word.group())
        if changed:
            start = match.start() + word.start()
            write('misspelt', base, row, en[:start] + changed + en[start + len(word.group()):],
                  start=start, end=start + len(changed), kind=kind)
