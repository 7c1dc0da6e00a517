#!/usr/bin/env python3
"""Eight clients decide over HTTP, the server is restarted now and then, once by kill -9; everything that was
answered is there at the end, and the memory of the server does not grow with the number of requests.

    MUQABALA=target/release/muqabala tests/reliability/soak.py [DECISIONS] [RESTARTS]
"""
import http.client, json, os, re, shutil, signal, subprocess, sys, tempfile, threading, time

TOTAL = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
RESTARTS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
PROGRAM = os.path.realpath(os.environ.get("MUQABALA", "target/release/muqabala"))
ROOT = os.path.realpath(os.path.join(os.path.dirname(__file__), "../.."))
work = tempfile.mkdtemp(prefix="muqabala-soak.")
names = [f"talk{n}" for n in range(8)]


def run(*args):
    done = subprocess.run([PROGRAM, "-C", work, *args], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{args}: {done.stderr}")
    return done.stdout


run("init", ".")
known = {}
for name in names:
    run("add", f"{ROOT}/corpora/al-ahd-musleh/interview.ar.txt", f"{ROOT}/corpora/al-ahd-musleh/excerpts.en.txt",
        "--id", name, "--label", "en", "--policy", "excerpt")
    lines = run("check", name, "--format", "jsonl", "--fail-on", "never").splitlines()
    known[name] = [json.loads(line)["id"] for line in lines]
answered = {name: 0 for name in names}
memory = []
start = time.time()


def client(name, host, token, quota, failed):
    connection = http.client.HTTPConnection(host, timeout=120)
    for n in range(quota):
        deed = ["dismiss", "reopen"][n % 2]
        body = json.dumps({"deed": deed, "finding": known[name][n // 2 % len(known[name])], "text": f"why {n}"})
        try:
            connection.request("POST", f"/api/do/{name}/en?token={token}", body, {
                "content-type": "application/json", "origin": f"http://{host}", "x-muqabala": "1"})
            reply = connection.getresponse()
            reply.read()
            if reply.status != 200:
                failed.append((name, reply.status))
                return
            answered[name] += 1
        except (OSError, http.client.HTTPException):
            return


failed = []
for turn in range(RESTARTS + 1):
    server = subprocess.Popen([PROGRAM, "-C", work, "review", "--no-open"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    host, token = re.match(r"http://([^/]+)/.*token=(\w+)", server.stdout.readline()).groups()
    quota = TOTAL // (RESTARTS + 1) // len(names)
    clients = [threading.Thread(target=client, args=(name, host, token, quota, failed)) for name in names]
    for one in clients:
        one.start()
    if turn == 1:
        time.sleep(2)
        server.kill()
    for one in clients:
        one.join()
    if server.poll() is None:
        status = open(f"/proc/{server.pid}/status").read()
        memory.append(int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) // 1024)
        server.send_signal(signal.SIGTERM)
    server.wait(timeout=60)
if failed:
    sys.exit(f"refused: {failed[:5]}")
kept = 0
for name in names:
    decided = [line for line in run("log", name, "--format", "jsonl").splitlines()
               if isinstance(json.loads(line)["what"], dict) and "decided" in json.loads(line)["what"]]
    if len(decided) < answered[name] or len(decided) > answered[name] + 1:
        sys.exit(f"{name}: {len(decided)} in the log, {answered[name]} answered")
    kept += len(decided)
run("fsck")
shutil.rmtree(work)
print(f"soak: {sum(answered.values())} decisions answered over HTTP by {len(names)} clients, {RESTARTS} restarts (one by kill -9), "
      f"{kept} in the logs, {time.time() - start:.0f} s; memory after each turn {memory} MB; fsck sound")
