"""What the program sees of pairs: runs `check_features` and keeps its answers beside the pairs."""
import json, os, subprocess

BINARY = os.environ.get("CHECK_FEATURES", "target/release/examples/check_features")
GOLD = os.environ.get("GOLD", "../shared/gold/diverge/pairs.jsonl")


def rows(path):
    return [json.loads(line) for line in open(path)]


def seen(what, pairs, path):
    """The answers for pairs, one by one; made anew when `path` does not hold as many."""
    if not os.path.exists(path) or sum(1 for _ in open(path)) != len(pairs):
        text = "".join(json.dumps({"ar": pair["ar"], "en": pair["en"]}, ensure_ascii=False) + "\n" for pair in pairs)
        with open(path, "w") as out:
            subprocess.run([BINARY, what], input=text.encode(), stdout=out, check=True)
    for line in open(path):
        yield json.loads(line)


def planted(pair):
    """The kind of fault planted in a gold pair; `clean` for none."""
    return pair["planted"][0]["type"] if pair["planted"] else "clean"
