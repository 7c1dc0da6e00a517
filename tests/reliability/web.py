#!/usr/bin/env python3
"""What a stranger may try on the page's port: slow heads, many connections, guessed passwords, other hosts.

    MUQABALA=target/release/muqabala tests/reliability/web.py
"""
import base64, http.client, os, re, shutil, signal, socket, subprocess, sys, tempfile, time

PROGRAM = os.path.realpath(os.environ.get("MUQABALA", "target/release/muqabala"))
work = tempfile.mkdtemp(prefix="muqabala-web.")
subprocess.run([PROGRAM, "-C", work, "--quiet", "init", "."], check=True)
open(f"{work}/password", "w").write("right horse\n")


def served(*more):
    server = subprocess.Popen([PROGRAM, "-C", work, "review", "--no-open", *more], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    host, token = re.match(r"http://([^/]+)/.*token=(\w+)", server.stdout.readline()).groups()
    return server, host, token


def get(host, path, headers=None):
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("GET", path, headers=headers or {})
    return connection.getresponse().status


server, host, token = served()
address = host.split(":")
# A head that never ends.
slow = socket.create_connection((address[0], int(address[1])))
slow.sendall(b"GET / HTTP/1.1\r\n")
start, held = time.time(), None
slow.settimeout(60)
try:
    while time.time() - start < 60:
        slow.sendall(b"x: y\r\n")
        slow.settimeout(1)
        try:
            if slow.recv(100) == b"":
                held = time.time() - start
                break
        except TimeoutError:
            pass
except OSError:
    held = time.time() - start
if held is None or held > 20:
    sys.exit(f"a slow head was held for {time.time() - start:.0f} s")
# Hundreds of idle connections, and the page still answers within half a minute.
idle = [socket.create_connection((address[0], int(address[1]))) for _ in range(300)]
start = time.time()
status = get(host, f"/?token={token}")
waited = time.time() - start
if status != 200:
    sys.exit(f"beside idle connections: {status}")
for one in idle:
    one.close()
assert get(host, "/") == 403 and get(host, "/?token=0") == 403
assert get(host, f"/?token={token}", {"host": "evil.example"}) == 421
server.send_signal(signal.SIGTERM)
server.wait(timeout=30)

server, host, token = served("--password-file", f"{work}/password")
basic = lambda text: {"authorization": "Basic " + base64.b64encode(text.encode()).decode()}
assert get(host, f"/?token={token}", basic(":right horse")) == 200
statuses = [get(host, f"/?token={token}", basic(f":guess {n}")) for n in range(40)]
if statuses.count(401) > 12 or 429 not in statuses:
    sys.exit(f"guesses: {statuses}")
server.send_signal(signal.SIGTERM)
server.wait(timeout=30)
shutil.rmtree(work)
print(f"web: a slow head was hung up on after {held:.0f} s; beside 300 idle connections the page answered after {waited:.1f} s; "
      f"of 40 guessed passwords {statuses.count(401)} were looked at, {statuses.count(429)} refused unseen; "
      "without token 403, foreign host 421")
