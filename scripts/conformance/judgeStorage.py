"""Ceph's radosgw keeps what four pushes at once bring; boto3, Amazon's own client, reads the store and checks it by digest."""
# packages: boto3==1.40.0
# programs: radosgw ceph-mon ceph-osd

import concurrent.futures
import hashlib
import json
import os
import signal
import socket
import subprocess
import time

import boto3
from judge import Judge, shared_folder

NAMES = ["a", "b", "c", "d"]
KILLS = 6


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


def event(name):
    return json.dumps(
        {
            "eventType": "COMPLETE",
            "eventTime": "2026-03-01T10:00:00Z",
            "producer": "https://example.org/test",
            "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
            "run": {"runId": f"00000000-0000-4000-8000-{name.encode().hex():0>12}"},
            "job": {"namespace": "team", "name": name},
        }
    )


def read_store(client):
    """The bundle that the head names, from its packs, each under its digest."""
    get = lambda name: client.get_object(Bucket="team", Key=f"shared/{name}")["Body"].read()
    tree = json.loads(get(f"trees/{json.loads(get('head'))['tree']}"))
    packs = [(pack["digest"], get(f"packs/{pack['digest']}")) for pack in tree["packs"]]
    damaged = [digest for digest, body in packs if hashlib.sha256(body).hexdigest() != digest]
    whole = b"".join(body for _, body in packs)
    return whole, damaged, hashlib.sha256(whole).hexdigest() == tree["digest"]


def judge_storage(judge, url):
    os.environ.update(AWS_ACCESS_KEY_ID="tlkey", AWS_SECRET_ACCESS_KEY="tlsecret", AWS_REGION="us-east-1")
    client = boto3.client("s3", endpoint_url=url, region_name="us-east-1")
    client.create_bucket(Bucket="team")
    remote = ["s3://team/shared", "--endpoint", url]
    for name in [*NAMES, "killed"]:
        judge.write(f"{name}-event.json", event(name))
        judge.throughline("lineage", f"{name}-event.json", "--export", "throughline", "-o", f"{name}.json")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(lambda name: judge.throughline("push", f"{name}.json", *remote), NAMES))
    for at in range(KILLS):
        child = judge.begin("push", "killed.json", *remote)
        time.sleep(0.3 + 0.1 * at)
        child.send_signal(signal.SIGKILL)
        child.wait()
        whole, damaged, is_whole = read_store(client)
        judge.same(f"damaged packs after kill {at + 1}", damaged, [])
        judge.same(f"whether the bundle is whole after kill {at + 1}", is_whole, True)
    judge.throughline("pull", *remote, "-o", "pulled.json")
    bundle = json.loads((judge.folder / "pulled.json").read_text())
    names = {job["name"] for job in bundle["tables"]["jobs"]} - {"killed"}
    judge.same("jobs of four who push at once", sorted(names), NAMES)
    judge.same("the bundle that was pulled", (judge.folder / "pulled.json").read_bytes() == read_store(client)[0], True)


judge = Judge()
shared = shared_folder()
script = shared / "cluster" / "radosgw.sh" if shared else None
if script is None or not script.exists():
    judge.leave_out("all of it", "the script that starts radosgw is not there")
    judge.end()
place = judge.folder / "ceph"
port = free_port()
try:
    subprocess.run(["bash", str(script), str(place), str(port)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    judge_storage(judge, f"http://127.0.0.1:{port}")
finally:
    for pid in (place / "run").glob("*.pid"):
        os.kill(int(pid.read_text()), signal.SIGTERM)
judge.end()
