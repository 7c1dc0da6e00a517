#!/usr/bin/env python3
"""Flips, zeroed pages, truncations and deletions in the files of a store.

After each the store is intact (all commands read what they read before), or the damage is reported with exit code 4
and `repair` brings back what it can, naming what is lost. Never a panic, never a silent loss. Half of the
rounds have the journal and backups, half only the database.

    MUQABALA=target/release/muqabala tests/reliability/damage.py [ROUNDS]
"""
import os, random, shutil, subprocess, sys, tempfile

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
PROGRAM = os.path.realpath(os.environ.get("MUQABALA", "target/release/muqabala"))
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
random.seed(int(os.environ.get("SEED", "1")))
top = tempfile.mkdtemp(prefix="muqabala-damage.")


def run(folder, *args):
    done = subprocess.run([PROGRAM, "-C", folder, *args], capture_output=True, text=True, timeout=120)
    if "panicked" in done.stderr or done.returncode < 0 or done.returncode == 101:
        sys.exit(f"PANIC {args}: {done.stderr}")
    return done


origin = f"{top}/origin"
os.mkdir(origin)
run(origin, "init", ".")
for name, ar, en in [("musleh", "al-ahd-musleh/interview.ar.txt", "al-ahd-musleh/excerpts.en.txt"),
                     ("palms", "basra-palms/interview.ar.txt", "basra-palms/clean.en.txt")]:
    run(origin, "add", f"{ROOT}/corpora/{ar}", f"{ROOT}/corpora/{en}", "--id", name, "--policy", "excerpt")
run(origin, "words", "add", "dunams", "kleicha", "madgooga")
for n in range(12):
    run(origin, "dismiss", "--where", "check=misspelling", "-m", f"why {n}") if n == 0 else None
    run(origin, "rename", "palms", "basra"), run(origin, "undo")


def state(folder):
    """What a person can read: lists, logs, texts, alignments."""
    parts = [run(folder, *args) for args in [("list", "--format", "jsonl"), ("log", "--format", "jsonl"),
             ("words", "list"), ("export", "musleh", "--format", "jsonl"), ("export", "palms", "--format", "jsonl"),
             ("export", "palms", "--format", "rendering")]]
    return [part.stdout for part in parts], max(part.returncode for part in parts)


wanted, code = state(origin)
assert code == 0, code
counts = dict(intact=0, healed=0, repaired_whole=0, repaired_partly=0)
for n in range(ROUNDS):
    folder = f"{top}/copy"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(origin, folder)
    store = f"{folder}/.muqabala"
    bare = n % 2 == 1
    if bare:
        # Only the database is left to be read.
        if os.path.exists(f"{store}/journal"):
            os.remove(f"{store}/journal")
        shutil.rmtree(f"{store}/backups", ignore_errors=True)
    files = [os.path.join(at, name) for at, _, names in os.walk(store) for name in names
             if name not in ("lock", "reserve", "findings", "holder.json")]
    path = random.choice(files + [f"{store}/db/db"] * 6)
    size = os.path.getsize(path)
    kind = ["flip", "zero", "truncate", "delete"][random.choices(range(4), [5, 3, 2, 1])[0]]
    at = random.randrange(max(size, 1))
    if kind == "delete":
        os.remove(path)
    elif kind == "truncate":
        os.truncate(path, at)
    else:
        with open(path, "r+b") as file:
            file.seek(at)
            if kind == "flip":
                byte = file.read(1)
                file.seek(at)
                file.write(bytes([(byte or b"\0")[0] ^ (1 << random.randrange(8))]))
            else:
                file.write(bytes(min(4096, max(size - at, 0))))
    told = f"round {n}: {kind} at {at} of {os.path.relpath(path, store)}{' (bare)' if bare else ''}"
    found, code = state(folder)
    if code == 0 and found == wanted:
        counts["intact"] += 1
        continue
    if code == 0:
        sys.exit(f"{told}: something else is read, without a word")
    fsck = run(folder, "fsck")
    repaired = run(folder, "repair")
    if repaired.returncode != 0:
        sys.exit(f"{told}: repair: {repaired.returncode} {repaired.stderr}{repaired.stdout}")
    if run(folder, "fsck").returncode != 0:
        sys.exit(f"{told}: not sound after repair: {run(folder, 'fsck').stdout}")
    found, code = state(folder)
    if found == wanted:
        counts["repaired_whole"] += 1
    elif "lost:" in repaired.stdout:
        counts["repaired_partly"] += 1
        if os.environ.get("SHOW"):
            print(told, repaired.stdout, file=sys.stderr)
        if not bare:
            sys.exit(f"{told}: lost although journal and backups are there: {repaired.stdout}")
    else:
        sys.exit(f"{told}: repair lost something without a word\n{repaired.stdout}{repaired.stderr}")
shutil.rmtree(top)
print(f"damage: {ROUNDS} rounds: {counts['intact']} intact, {counts['repaired_whole']} repaired whole, "
      f"{counts['repaired_partly']} repaired in part with what is lost named; 0 panics, 0 silent losses")
