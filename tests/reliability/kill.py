#!/usr/bin/env python3
"""kill -9 at random moments of add, decide, comment, export, rename, undo and of the review server.

What a command reported as done must be there afterwards, whole; what it did not report may be there or
not, whole. After each round `fsck` must find the store sound.

    MUQABALA=target/release/muqabala tests/reliability/kill.py [ROUNDS]
"""
import json, os, random, re, shutil, signal, subprocess, sys, tempfile, time, urllib.request

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 500
PROGRAM = os.path.realpath(os.environ.get("MUQABALA", "target/release/muqabala"))
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
random.seed(int(os.environ.get("SEED", "1")))
work = tempfile.mkdtemp(prefix="muqabala-kill.")
text = open(f"{ROOT}/corpora/al-ahd-musleh/excerpts.en.txt", encoding="utf-8").read()


def run(*args, check=True):
    done = subprocess.run([PROGRAM, *args], cwd=work, capture_output=True, text=True)
    if check and done.returncode not in (0, 1):
        sys.exit(f"{args}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def comments():
    found = set()
    for line in run("log", "musleh", "--format", "jsonl").stdout.splitlines():
        what = json.loads(line)["what"]
        if isinstance(what, dict) and "commented" in what:
            found.add(what["commented"]["text"])
    return found


def revision():
    line = run("list", "--format", "jsonl").stdout.splitlines()[0]
    return json.loads(line)["renderings"][0]["revision"]


def finding():
    out = run("check", "musleh", "--format", "jsonl", "--fail-on", "never").stdout.splitlines()
    return json.loads(out[0])["id"]


def killed(args, longest):
    """Runs a command and kills it after a while; says whether it ended well before."""
    child = subprocess.Popen([PROGRAM, *args], cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        child.wait(timeout=random.random() * longest)
    except subprocess.TimeoutExpired:
        child.kill()
    child.communicate()
    return child.returncode == 0


def serve_and_kill(wanted, n):
    """Comments over HTTP until the server is killed; what it answered 200 to must stay."""
    server = subprocess.Popen([PROGRAM, "review", "--no-open"], cwd=work, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    address = server.stdout.readline().strip()
    origin, token = re.match(r"(http://[^/]+)/.*token=(\w+)", address).groups()
    end = time.time() + random.random() * 0.5
    i = 0
    while time.time() < end and i < 200:
        said = f"server {n} {i}"
        body = json.dumps({"deed": "comment", "finding": known, "text": said}).encode()
        request = urllib.request.Request(
            f"{origin}/api/do/musleh/{label}?token={token}", body,
            {"content-type": "application/json", "origin": origin, "x-muqabala": "1"})
        try:
            if urllib.request.urlopen(request, timeout=10).status == 200:
                wanted.add(said)
        except Exception as error:
            sys.exit(f"the server said {error} {getattr(error, 'read', lambda: b'')()}")
        i += 1
    server.send_signal(signal.SIGKILL)
    server.communicate()
    return i


run("init")
open(f"{work}/en.txt", "w", encoding="utf-8").write(text)
run("add", f"{ROOT}/corpora/al-ahd-musleh/interview.ar.txt", "en.txt", "--id", "musleh", "--label", "en",
    "--policy", "excerpt")
label, known = "en", finding()
acknowledged, kills, over_http = set(), 0, 0
took = {}
for name, args in {"comment": ("comment", known, "--in", "musleh", "-m", "0"), "export": ("export", "musleh", "--format", "tsv", "-o", "out.tsv")}.items():
    start = time.time(); run(*args); took[name] = time.time() - start
done = revision()
for n in range(ROUNDS):
    kind = random.choice(["add", "comment", "comment", "comment", "export", "server"])
    if kind == "server":
        over_http += serve_and_kill(acknowledged, n)
        kills += 1
    elif kind == "add":
        new = text.replace("reinforcements", f"reinforcements {n}", 1)
        open(f"{work}/en.txt", "w", encoding="utf-8").write(new)
        fine = killed(["add", "en.txt", "--to", "musleh", "--label", "en"], took["comment"] * 3)
        now = revision()
        if not (now == done + 1 or (not fine and now == done)):
            sys.exit(f"round {n}: revision {now} after {done}, acknowledged {fine}")
        done = now
        known = finding()
    elif kind == "comment":
        said = f"round {n}"
        if killed(["comment", known, "--in", "musleh", "-m", said], took["comment"] * 1.3):
            acknowledged.add(said)
    else:
        killed(["export", "musleh", "--format", "tsv", "-o", "out.tsv"], took["export"] * 1.3)
        whole = run("export", "musleh", "--format", "tsv").stdout
        there = open(f"{work}/out.tsv", encoding="utf-8").read()
        if there.count("\n") != len(there.splitlines()) or not there.startswith("source_segments"):
            sys.exit(f"round {n}: the export is torn")
    kills += 1
    missing = acknowledged - comments()
    if missing:
        sys.exit(f"round {n} ({kind}): lost {missing}")
    if run("fsck", check=False).returncode != 0:
        sys.exit(f"round {n} ({kind}): " + run("fsck", check=False).stdout)
left = [name for name in os.listdir(work) if name.endswith(".part")]
shutil.rmtree(work)
print(f"kill: {ROUNDS} rounds, {len(acknowledged)} acknowledged comments ({over_http} over HTTP), revision {done}: "
      f"0 lost, 0 torn, fsck sound after each; {len(left)} unfinished files of killed exports")
