"""Builds lexicon.bin from the packages in the cache; prints the size of each part."""

import gzip

import container
import sentences
import words

if __name__ == "__main__":
    parts = words.sections() | sentences.sections(sentences.tables())
    data = container.pack(parts)
    with open("lexicon.bin", "wb") as out:
        out.write(data)
    for tag, part in parts.items():
        print(f"{tag} {len(part):>9,} {len(gzip.compress(part, 9)):>9,}")
    print(f"all  {len(data):>9,} {len(gzip.compress(data, 9)):>9,}")
