#!/usr/bin/env python3
"""A full disk at 50 fill levels: on a small tmpfs (needs root), with commands and the review page.

At each level the disk is filled but for some kilobytes; then a decision, an import, an export and reading are
tried, by command and over HTTP. What was reported as done must be there, what was reported as not kept must
not be; reading must work; and when there is room again everything must work without a restart.

    sudo MUQABALA=target/release/muqabala tests/reliability/full.py [LEVELS]
"""
import json, os, re, shutil, signal, subprocess, sys, tempfile, urllib.request, urllib.error

LEVELS = int(sys.argv[1]) if len(sys.argv) > 1 else 50
PROGRAM = os.path.realpath(os.environ.get("MUQABALA", "target/release/muqabala"))
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
top = tempfile.mkdtemp(prefix="muqabala-full.")
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", top], check=True)
desk = f"{top}/desk"
problems = []


def run(*args):
    done = subprocess.run([PROGRAM, "-C", desk, *args], capture_output=True, text=True, timeout=120)
    if "panicked" in done.stderr or done.returncode == 101:
        raise SystemExit(f"PANIC {args}: {done.stderr}")
    return done


def fill(leave):
    """Fills the disk but for that many bytes."""
    with open(f"{top}/ballast", "ab", buffering=0) as file:
        room = os.statvfs(top)
        rest = room.f_bavail * room.f_frsize - leave
        block = bytes(65536)
        try:
            while rest > 0:
                rest -= file.write(block[: min(rest, len(block))])
        except OSError:
            pass


def free():
    if os.path.exists(f"{top}/ballast"):
        os.remove(f"{top}/ballast")


def said(log):
    found = set()
    for line in log.splitlines():
        what = json.loads(line)["what"]
        if isinstance(what, dict) and "commented" in what:
            found.add(what["commented"]["text"])
    return found


try:
    os.mkdir(desk)
    text = open(f"{ROOT}/corpora/al-ahd-musleh/excerpts.en.txt", encoding="utf-8").read()
    sources = tempfile.mkdtemp(prefix="muqabala-sources.")
    open(f"{sources}/en.txt", "w", encoding="utf-8").write(text)
    assert run("init", ".").returncode == 0
    add = run("add", f"{ROOT}/corpora/al-ahd-musleh/interview.ar.txt", f"{sources}/en.txt", "--id", "musleh", "--label", "en")
    assert add.returncode == 0, add.stderr
    known = json.loads(run("check", "musleh", "--format", "jsonl", "--fail-on", "never").stdout.splitlines()[0])["id"]
    revision = lambda: json.loads(run("list", "--format", "jsonl").stdout.splitlines()[0])["renderings"][0]["revision"]
    wanted, unwanted = set(), set()
    done = revision()
    stats = dict(kept=0, refused=0, read=0, http_kept=0, http_refused=0, imports=0, imports_refused=0)
    for level in range(LEVELS):
        leave = [0, 4096, 16384, 65536][level % 4] + (level // 4) * 40960
        # By command.
        fill(leave)
        for n in range(3):
            word = f"command {level} {n}"
            deed = run("comment", known, "--in", "musleh", "-m", word)
            if deed.returncode == 0:
                wanted.add(word); stats["kept"] += 1
            else:
                if "full" not in deed.stderr:
                    raise SystemExit(f"level {level}: {deed.stderr}")
                unwanted.add(word); stats["refused"] += 1
        open(f"{sources}/en.txt", "w", encoding="utf-8").write(text.replace("reinforcements", f"reinforcements {level}", 1))
        added = run("add", f"{sources}/en.txt", "--to", "musleh", "--label", "en")
        log = run("log", "musleh", "--format", "jsonl")
        if log.returncode == 0:
            stats["read"] += 1
            if wanted - said(log.stdout) or unwanted & said(log.stdout):
                raise SystemExit(f"level {level}: lost {wanted - said(log.stdout)}, phantom {unwanted & said(log.stdout)}")
        else:
            problems.append(f"level {level}: reading: {log.stderr.strip()}")
        export = run("export", "musleh", "--format", "tsv", "-o", f"{desk}/out.tsv")
        free()
        now = revision()
        if added.returncode == 0 and now != done + 1 or added.returncode != 0 and now != done:
            raise SystemExit(f"level {level}: import {added.returncode} {added.stderr}, revision {now} after {done}")
        stats["imports" if added.returncode == 0 else "imports_refused"] += 1
        done = now
        if export.returncode == 0 and not open(f"{desk}/out.tsv", encoding="utf-8").read().endswith("\n"):
            raise SystemExit(f"level {level}: a torn export")
        known = json.loads(run("check", "musleh", "--format", "jsonl", "--fail-on", "never").stdout.splitlines()[0])["id"]
        # Over HTTP: full while served, then free again without a restart.
        server = subprocess.Popen([PROGRAM, "-C", desk, "review", "--no-open"], stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True)
        origin, token = re.match(r"(http://[^/]+)/.*token=(\w+)", server.stdout.readline()).groups()

        def comment(word):
            body = json.dumps({"deed": "comment", "finding": known, "text": word}).encode()
            request = urllib.request.Request(
                f"{origin}/api/do/musleh/en?token={token}", body,
                {"content-type": "application/json", "origin": origin, "x-muqabala": "1"})
            try:
                return urllib.request.urlopen(request, timeout=60).status, ""
            except urllib.error.HTTPError as error:
                return error.code, error.read().decode()

        fill(leave)
        for n in range(40 if level % 10 == 0 else 5):
            word = f"page {level} {n}"
            status, why = comment(word)
            if status == 200:
                wanted.add(word); stats["http_kept"] += 1
            else:
                unwanted.add(word); stats["http_refused"] += 1
        free()
        status, why = comment(f"after {level}")
        if status != 200:
            raise SystemExit(f"level {level}: the page does not recover: {status} {why}")
        wanted.add(f"after {level}")
        page = urllib.request.urlopen(urllib.request.Request(f"{origin}/r/musleh/en?token={token}"), timeout=60)
        assert page.status == 200
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
        log = run("log", "musleh", "--format", "jsonl")
        if log.returncode != 0 or wanted - said(log.stdout) or unwanted & said(log.stdout):
            raise SystemExit(f"level {level}: {log.stderr} lost {wanted - said(log.stdout)}, phantom {unwanted & said(log.stdout)}")
        if run("fsck").returncode != 0:
            raise SystemExit(f"level {level}: {run('fsck').stdout}")
    print(f"full: {LEVELS} levels: {stats['kept']} decisions kept and {stats['refused']} refused by command, "
          f"{stats['http_kept']} and {stats['http_refused']} over HTTP, {stats['imports']} imports kept and "
          f"{stats['imports_refused']} refused, {stats['read']} of {LEVELS} read while full; 0 lost, 0 phantoms, fsck sound after each")
    for problem in problems[:5]:
        print("  ", problem)
finally:
    subprocess.run(["umount", "-l", top])
    os.rmdir(top)
