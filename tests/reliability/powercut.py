#!/usr/bin/env python3
"""A power cut, simulated: what was not forced to disk is there, or not, block by block.

Before and after each command the store's files are copied. What a cut in the middle may leave is put
together from both: each 4 KB block of the database that the command changed is the old or the new one, or the
file is cut back to its old length; snapshots are the old or the new ones; the journal, which is forced to disk
first, is whole, or cut anywhere behind its old end. Then the store must have all commits of before; and
that of the command too where the whole journal is there. It opens by itself, or `repair` brings everything back.

    MUQABALA=target/release/muqabala tests/reliability/powercut.py [ROUNDS]
"""
import json, os, random, shutil, subprocess, sys, tempfile

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
PROGRAM = os.path.realpath(os.environ.get("MUQABALA", "target/release/muqabala"))
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
random.seed(int(os.environ.get("SEED", "1")))
top = tempfile.mkdtemp(prefix="muqabala-power.")
BLOCK = 4096


def run(folder, *args):
    done = subprocess.run([PROGRAM, "-C", folder, *args], capture_output=True, text=True, timeout=120)
    if "panicked" in done.stderr or done.returncode == 101:
        sys.exit(f"PANIC {args}: {done.stderr}")
    return done


def read(path):
    with open(path, "rb") as file:
        return file.read()


def mixed(old, new):
    """The database as a cut may leave it."""
    way = random.randrange(4)
    if way == 0:
        return old
    if way == 1:
        return new
    if way == 2:
        new = new[: len(old)]
    out = bytearray()
    for at in range(0, len(new), BLOCK):
        was, now = old[at:at + BLOCK], new[at:at + BLOCK]
        if len(was) < len(now):
            was = was + bytes(len(now) - len(was))
        out += was if random.random() < 0.5 else now
    return bytes(out)


desk, before, cut = f"{top}/desk", f"{top}/before", f"{top}/cut"
os.mkdir(desk)
text = open(f"{ROOT}/corpora/al-ahd-musleh/excerpts.en.txt", encoding="utf-8").read()
open(f"{desk}/en.txt", "w", encoding="utf-8").write(text)
run(desk, "init", ".")
run(desk, "add", f"{ROOT}/corpora/al-ahd-musleh/interview.ar.txt", f"{desk}/en.txt", "--id", "musleh", "--label", "en")
opened = repaired = commands = 0
for n in range(ROUNDS):
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(desk, before)
    kind = n % 4
    if kind == 0:
        new = text.replace("reinforcements", f"reinforcements {n}", 1)
        open(f"{desk}/en.txt", "w", encoding="utf-8").write(new)
        done = run(desk, "add", f"{desk}/en.txt", "--to", "musleh", "--label", "en")
    elif kind == 1:
        done = run(desk, "confirm", "musleh", "1", "0") if n % 8 < 4 else run(desk, "undo")
    elif kind == 2:
        done = run(desk, "words", "add", f"word{'abcdefghij'[n % 10]}{'abcdefghij'[n // 10 % 10]}")
    else:
        done = run(desk, "rename", "musleh", "other"), run(desk, "rename", "other", "musleh")
        done = done[1]
    commands += 1
    old_log = run(before, "log", "--format", "jsonl").stdout.splitlines()
    new_log = run(desk, "log", "--format", "jsonl").stdout.splitlines()
    for _ in range(2):
        shutil.rmtree(cut, ignore_errors=True)
        shutil.copytree(desk, cut)
        was, now = f"{before}/.muqabala", f"{desk}/.muqabala"
        store = f"{cut}/.muqabala"
        with open(f"{store}/db/db", "wb") as file:
            file.write(mixed(read(f"{was}/db/db"), read(f"{now}/db/db")))
        if random.random() < 0.5:
            for name in os.listdir(f"{store}/db"):
                if name.startswith("snap."):
                    os.remove(f"{store}/db/{name}")
            for name in os.listdir(f"{was}/db"):
                if name.startswith("snap."):
                    shutil.copy(f"{was}/db/{name}", f"{store}/db/{name}")
        journal_was, journal_now = read(f"{was}/journal"), read(f"{now}/journal")
        whole = random.random() < 0.5
        if not whole:
            length = random.randint(len(journal_was), len(journal_now))
            with open(f"{store}/journal", "wb") as file:
                file.write(journal_now[:length])
        # The marker is written when the store is left: the cut comes before.
        shutil.copy(f"{was}/workbench.json", f"{store}/workbench.json")
        told = f"round {n}, {done.args[3:]}, journal {'whole' if whole else 'cut'}"
        log = run(cut, "log", "--format", "jsonl")
        if log.returncode == 4:
            repair = run(cut, "repair")
            if repair.returncode != 0 or "lost:" in repair.stdout:
                sys.exit(f"{told}: {log.stderr}{repair.stdout}{repair.stderr}")
            repaired += 1
            log = run(cut, "log", "--format", "jsonl")
        else:
            opened += 1
        lines = log.stdout.splitlines()
        if lines[: len(old_log)] != old_log or (whole and lines != new_log):
            sys.exit(f"{told}: {len(lines)} events, {len(old_log)} before, {len(new_log)} after")
        if run(cut, "fsck").returncode != 0:
            sys.exit(f"{told}: {run(cut, 'fsck').stdout}")
shutil.rmtree(top)
print(f"powercut: {commands} commands, {2 * ROUNDS} cuts: {opened} opened by themselves, {repaired} after `repair`; "
      "0 acknowledged changes lost, fsck sound after each")
