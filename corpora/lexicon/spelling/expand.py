"""Expands the Hunspell dictionaries of a folder into the plain list of forms they accept.

Only what the English dictionaries use is read: PFX and SFX rules with one flag a letter,
cross products, ONLYINCOMPOUND, FORBIDDENWORD-free entries. Possessives in 's are left out:
the checker strips them.
"""

import collections
import pathlib
import re

POSSESSIVE = "'s"


def affixes(path):
    """Flag -> (kind, crosses, [(strip, add, condition)])."""
    table, only_in_compound = {}, ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        part = line.split()
        if len(part) >= 2 and part[0] == "ONLYINCOMPOUND":
            only_in_compound = part[1]
        if len(part) < 4 or part[0] not in ("PFX", "SFX"):
            continue
        kind, flag = part[0], part[1]
        if flag not in table:
            table[flag] = (kind, part[2] == "Y", [])
            continue
        strip = "" if part[2] == "0" else part[2]
        add = part[3].split("/")[0]
        add = "" if add == "0" else add
        condition = part[4] if len(part) > 4 else "."
        pattern = f"(?:{condition})$" if kind == "SFX" else f"^(?:{condition})"
        table[flag][2].append((strip, add, re.compile(pattern)))
    return table, only_in_compound


def applied(word, rule):
    kind, _, entries = rule
    for strip, add, condition in entries:
        if not condition.search(word):
            continue
        if kind == "SFX" and word.endswith(strip):
            yield word[: len(word) - len(strip)] + add
        elif kind == "PFX" and word.startswith(strip):
            yield add + word[len(strip) :]


def forms(folder):
    """The set of accepted forms of the dictionary in `folder` (index.aff, index.dic)."""
    table, only_in_compound = affixes(folder / "index.aff")
    out = set()
    for line in (folder / "index.dic").read_text(encoding="utf-8").split("\n")[1:]:
        word, _, flags = line.strip().partition("/")
        flags = flags.split()[0] if flags else ""
        if not word or (only_in_compound and only_in_compound in flags):
            continue
        known = [table[flag] for flag in flags if flag in table]
        prefixed = [w for rule in known if rule[0] == "PFX" for w in applied(word, rule)]
        crossing = [w for rule in known if rule[0] == "PFX" and rule[1] for w in applied(word, rule)]
        out.update([word], prefixed)
        for rule in known:
            if rule[0] == "SFX":
                for stem in [word] + (crossing if rule[1] else []):
                    out.update(applied(stem, rule))
    return {w for w in out if not w.endswith(POSSESSIVE)}


if __name__ == "__main__":
    import sys

    counts = collections.Counter()
    for folder in sys.argv[1:]:
        words = forms(pathlib.Path(folder))
        print(folder, len(words))
