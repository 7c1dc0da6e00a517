#!/usr/bin/env python3
"""Makes ../spelling-en.bin (word table) and ../bigrams-en.bin (word pairs).

    make.py EN EN_GB SYMSPELL

EN, EN_GB: unpacked npm packages dictionary-en and dictionary-en-gb.
SYMSPELL: unpacked wheel of symspellpy. Formats: README.md beside this file.
"""

import math
import pathlib
import sys

import expand

HERE = pathlib.Path(__file__).resolve().parent
BLOCK = 16
LONGEST = 22
RARE_MIN = 5  # letters a word of the frequency list alone must have
BIGRAM_MIN = 20_000_000
BUCKET_BITS = 16


def read_counts(path, n):
    out = {}
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        part = line.split()
        if len(part) == n + 1:
            out[tuple(part[:n]) if n > 1 else part[0]] = int(part[n])
    return out


def spellable(word):
    return word.isascii() and len(word) <= LONGEST and all(c.isalpha() or c == "'" for c in word) and word[0] != "'"


def unigram_class(count):
    """0 = not in the list, 1..15 = log2 steps of 1.45 from 2^13."""
    return 0 if count is None else max(1, min(15, 1 + round((math.log2(count) - 13) / 1.45)))


def bigram_class(count):
    """0..15 = log2 steps of 0.9 from 2^23.8."""
    return max(0, min(15, round((math.log2(count) - 23.8) / 0.9)))


def entries(us, gb, counts):
    """Lower-case key -> meta byte.

    Frequency class | plain 16 | capital 32 | American only 64 | British only 128; both of the
    last two: in the frequency list only.
    """
    table = {}
    for word in us | gb:
        if not spellable(word):
            continue
        bits = 16 if word == word.lower() else 32
        if bits == 16 and word not in gb:
            bits |= 64
        if bits == 16 and word not in us:
            bits |= 128
        key = word.lower()
        table.setdefault(key, []).append(bits)
    for word in counts:
        if word not in table and len(word) >= RARE_MIN and spellable(word) and "'" not in word:
            table[word] = [16 | 64 | 128]
    out = {}
    for key, kinds in table.items():
        meta = unigram_class(counts.get(key))
        for bits in kinds:
            meta |= bits & 48
        plain = [bits for bits in kinds if bits & 16]
        if plain and all(bits & 64 for bits in plain):
            meta |= 64
        if plain and all(bits & 128 for bits in plain):
            meta |= 128
        out[key] = meta
    return out


def shared(a, b):
    n = 0
    while n < min(len(a), len(b), 15) and a[n] == b[n]:
        n += 1
    return n


def codable(words):
    """Without the few words that share too little with the word before for a nibble of length."""
    out = [""]
    for word in words:
        if len(word) - shared(out[-1], word) <= 15:
            out.append(word)
    return out[1:]


def front_coded(table):
    words, blocks, body = codable(sorted(table)), [], bytearray()
    for start in range(0, len(words), BLOCK):
        blocks.append(len(body))
        last = ""
        for word in words[start : start + BLOCK]:
            same = shared(last, word)
            rest = word[same:]
            if last == "":
                body += bytes([len(rest)]) + rest.encode() + bytes([table[word]])
            else:
                body += bytes([same << 4 | len(rest)]) + rest.encode() + bytes([table[word]])
            last = word
    head = len(words).to_bytes(4, "little") + len(blocks).to_bytes(4, "little")
    return head + b"".join(at.to_bytes(4, "little") for at in blocks) + bytes(body)


def hash32(text):
    """FNV-1a, 32 bits, with a final mix."""
    h = 0x811C9DC5
    for byte in text.encode():
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    h ^= h >> 15
    h = (h * 0x2C1B3C6D) & 0xFFFFFFFF
    return h ^ h >> 12


def bigrams(pairs):
    """Bucket sizes, then by bucket 16-bit cells: 12 bits of hash, 4 bits of class."""
    buckets = [[] for _ in range(1 << BUCKET_BITS)]
    for (a, b), count in sorted(pairs.items()):
        if count >= BIGRAM_MIN:
            h = hash32(f"{a} {b}")
            buckets[h >> (32 - BUCKET_BITS)].append((h & 0xFFF) << 4 | bigram_class(count))
    starts, n = [], 0
    for at, bucket in enumerate(buckets):
        if at % 64 == 0:
            starts.append(n)
        n += len(bucket)
    out = n.to_bytes(4, "little") + b"".join(start.to_bytes(4, "little") for start in starts)
    sizes = bytes(min(len(bucket), 255) for bucket in buckets)
    cells = b"".join(cell.to_bytes(2, "little") for bucket in buckets for cell in sorted(bucket))
    return out + sizes + cells


def main():
    en, gb, symspell = (pathlib.Path(arg) for arg in sys.argv[1:4])
    counts = read_counts(next(symspell.rglob("frequency_dictionary_en_*.txt")), 1)
    pairs = read_counts(next(symspell.rglob("frequency_bigramdictionary_en_*.txt")), 2)
    table = entries(expand.forms(en), expand.forms(gb), counts)
    for name, blob in (("spelling-en.bin", front_coded(table)), ("bigrams-en.bin", bigrams(pairs))):
        (HERE.parent / name).write_bytes(blob)
        print(name, len(blob), "bytes")
    print(len(table), "words", sum(count >= BIGRAM_MIN for count in pairs.values()), "pairs")


if __name__ == "__main__":
    main()
