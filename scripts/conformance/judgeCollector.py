"""OpenLineage's own Python client sends to `throughline serve`: at once, packed, with a key, and through a server that fails now and then."""
# packages: openlineage-python==1.54.0

import http.server
import json
import subprocess
import threading
import time
import urllib.request
from pathlib import Path

from judge import Judge, ROOT

KEY = "a key of some length"
# How often the server between answers 503, and how long it keeps an answer back once.
FAILURES = 3
SLOW_SECONDS = 6


def start(folder, key_file):
    child = subprocess.Popen(
        ["node", str(ROOT / "scripts/throughline.mjs"), "serve", "--port", "0", "--data", folder, "--key-file", key_file],
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in child.stderr:
        if "http://" in line:
            address = "http://" + line.split("http://")[1].split("/")[0]
            threading.Thread(target=child.stderr.read, daemon=True).start()
            return child, address
    raise RuntimeError("throughline serve did not start")


class Between(http.server.BaseHTTPRequestHandler):
    """Passes on what comes; the first requests are answered by 503, and one answer comes too late."""

    protocol_version = "HTTP/1.1"
    target = ""
    seen = 0
    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with Between.lock:
            Between.seen += 1
            number = Between.seen
        if number <= FAILURES:
            return self.answer(503, b"{}")
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        request = urllib.request.Request(Between.target + self.path, body, headers, method="POST")
        with urllib.request.urlopen(request) as response:
            text = response.read()
        if number == FAILURES + 2:
            time.sleep(SLOW_SECONDS)
        return self.answer(response.status, text)

    def answer(self, status, body):
        try:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            # The client did not wait.
            pass

    def log_message(self, *_):
        pass


def events(count, name):
    from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
    from openlineage.client.uuid import generate_new_uuid

    for number in range(count):
        run = Run(runId=str(generate_new_uuid()))
        for state in (RunState.START, RunState.COMPLETE):
            yield RunEvent(
                eventType=state,
                eventTime=f"2026-01-01T00:00:{number:02}Z",
                run=run,
                job=Job(namespace="shop", name=f"{name} {number}"),
                producer="https://example.com/jobs",
                inputs=[InputDataset(namespace="file", name="/data/in.csv")],
                outputs=[OutputDataset(namespace="file", name=f"/data/{number}.csv")],
            )


def send(url, name, count, **options):
    from openlineage.client import OpenLineageClient

    transport = {"type": "http", "url": url, "auth": {"type": "api_key", "apiKey": KEY}, **options}
    client = OpenLineageClient(config={"transport": transport})
    for event in events(count, name):
        client.emit(event)
    client.close(timeout=60)


def kept(address):
    names = []
    after = 0
    while True:
        request = urllib.request.Request(f"{address}/api/v1/events?after={after}", headers={"Authorization": f"Bearer {KEY}"})
        with urllib.request.urlopen(request) as response:
            text = response.read().decode()
            after = int(response.headers["Throughline-Next"])
        if text == "":
            return names
        names += [(event["job"]["name"], event["eventType"]) for event in map(json.loads, text.splitlines())]


def judge_client(judge, address, between):
    cases = {
        "one after the other": (address, {}),
        "packed by gzip": (address, {"compression": "gzip"}),
        "with a prefix": (address + "/prefix/", {}),
        "many at once": (address, {"type": "async_http"}),
        "through 503 and a late answer": (between, {}),
    }
    for name, (url, options) in cases.items():
        send(url, name, 10, **options)
        mine = [each for each in kept(address) if each[0].startswith(name)]
        wanted = [(f"{name} {number}", state) for number in range(10) for state in ("COMPLETE", "START")]
        judge.same(f"events that were sent {name}", sorted(mine), sorted(wanted))
        late = [job for job, state in mine if state == "COMPLETE" and (job, "START") not in mine[: mine.index((job, state))]]
        judge.same(f"runs that were sent {name} and end before their start", late, [])


judge = Judge()
key_file = judge.write("key", KEY)
child, address = start(str(judge.folder / "events"), str(key_file))
between = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Between)
Between.target = address
threading.Thread(target=between.serve_forever, daemon=True).start()
try:
    judge_client(judge, address, f"http://127.0.0.1:{between.server_port}")
finally:
    child.terminate()
    judge.same("how the server ends", child.wait(timeout=30), 0)
    between.shutdown()
judge.end()
