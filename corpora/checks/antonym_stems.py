"""Learns which Arabic stems stand for the listed English words (`antonym_stems.tsv`): antonym_stems.py WORK"""
import collections, sys
from antonyms import contraries
from features import rows, seen

LEAST_SHARE, LEAST_LIFT, MOST = .06, 6, 7


def learned(marks):
    """For each listed form the stems that come with it, with their shares, best first."""
    wanted, count, words, stems, both = set(contraries()), 0, collections.Counter(), collections.Counter(), collections.Counter()
    for arabic, english in marks:
        arabic, english = set(arabic), set(english) & wanted
        count += 1
        stems.update(arabic)
        words.update(english)
        both.update((word, stem) for word in english for stem in arabic)
    table = collections.defaultdict(list)
    for (word, stem), together in both.items():
        usual = stems[stem] / count
        share = together / words[word] - usual
        if together >= 2 and words[word] >= 3 and share >= LEAST_SHARE and together / words[word] / usual >= LEAST_LIFT:
            table[word].append((share, stem))
    return {word: sorted(found, reverse=True)[:MOST] for word, found in table.items()}


if __name__ == "__main__":
    work = sys.argv[1]
    pairs = rows(f"{work}/clean.jsonl")
    marks = [mark for pair, mark in zip(pairs, seen("stems", pairs, f"{work}/clean.stems")) if "cut" not in pair]
    table = learned(marks)
    with open("src/check/evidence/antonym_stems.tsv", "w") as out:
        for word in sorted(table):
            out.write(word + "\t" + "\t".join(f"{stem} {share:.2f}" for share, stem in table[word]) + "\n")
    print(len(table), "words of", len(contraries()))
