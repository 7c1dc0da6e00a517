"""Arabic renderings with a slip in a foreign name: `arabic_names_damage.py D`.

Reads D/names.clean.jsonl and D/names.romanised.f (`check_features romanised`), writes
D/names.arabic.jsonl: one letter dropped, doubled, put in, swapped, struck beside or another, in an
Arabic word that romanises an English name of the pair."""
import json, random, sys

folder = sys.argv[1]
random.seed(11)
ROWS = ['ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤرىةوزظ']
LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'


def beside(letter):
    for row, keys in enumerate(ROWS):
        if letter in keys:
            at = keys.index(letter)
            near = [keys[i] for i in (at - 1, at + 1) if 0 <= i < len(keys)]
            for other in (row - 1, row + 1):
                if 0 <= other < len(ROWS):
                    near += [ROWS[other][i] for i in (at - 1, at, at + 1) if 0 <= i < len(ROWS[other])]
            return near
    return list(LETTERS)


def misspell(word, first):
    kind = random.choice(['drop', 'double', 'extra', 'swap', 'beside', 'beside', 'other'])
    letters = list(word)
    places = range(first, len(letters))
    if kind == 'drop':
        del letters[random.choice(places)]
    elif kind == 'double':
        at = random.choice(places)
        letters.insert(at, letters[at])
    elif kind == 'extra':
        at = random.choice(places)
        letters.insert(at, random.choice(beside(letters[at])))
    elif kind == 'swap':
        at = random.choice(places[:-1])
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    else:
        at = random.choice(places)
        letters[at] = random.choice(beside(letters[at]) if kind == 'beside' else LETTERS)
    changed = ''.join(letters)
    return (changed if changed != word else None), kind


with open(f'{folder}/names.arabic.jsonl', 'w') as out:
    for clean, seen in zip(open(f'{folder}/names.clean.jsonl'), open(f'{folder}/names.romanised.f')):
        row, found = json.loads(clean), json.loads(seen)
        found = [f for f in found if f[1] - f[0] >= 4 and f[1] - f[0] - len(f[2]) >= 0]
        if not found:
            continue
        start, end, stem, _ = random.choice(found)
        word = row['ar'][start:end]
        changed, kind = misspell(word, len(word) - len(stem))
        if changed:
            row.update(ar=row['ar'][:start] + changed + row['ar'][end:], start=start, end=start + len(changed),
                       right=word, kind=kind)
            out.write(json.dumps(row, ensure_ascii=False) + '\n')
