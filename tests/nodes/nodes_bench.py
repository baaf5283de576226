"""What servers that share a database do: calls a second of one, two and three servers against one
with a file, how long an append takes, how long a takeover takes, and how long a world with many calls
takes to open. Figures, and no test. Clients, servers and PostgreSQL share the processors of this
machine: with two of them three servers cannot show more than one, only what each costs.

usage: nodes_bench.py LOTUSBOX [--seconds N] [--calls N]       needs wrk, PostgreSQL and nginx
"""
import argparse
import os
import re
import shutil
import subprocess
import tempfile
import time

import cluster
from cluster import Cluster, Node, call, wait_until

# Each connection has a world of its own, and makes customers in it.
SCRIPT = """
local number = 0
function setup(thread)
  thread:set("number", number)
  number = number + 1
end
local made = 0
function request()
  made = made + 1
  local key = "sk_test_w" .. (number * 30 + made % 30)
  return wrk.format("POST", "/v1/customers", {
    ["Authorization"] = "Bearer " .. key, ["Content-Type"] = "application/json"},
    '{"name":"A"}')
end
function done(summary, latency, requests)
  io.write(string.format("p50 %.2f p99 %.2f errors %d\\n", latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status + summary.errors.read))
end
"""


def load(ports, seconds, folder):
    """Calls a second over all ports, and the worst of their latencies in milliseconds."""
    script = os.path.join(folder, "load.lua")
    with open(script, "w", encoding="utf-8") as out:
        out.write(SCRIPT)
    runs = [subprocess.Popen(["wrk", "-t2", f"-c{24 // len(ports)}", f"-d{seconds}s", "-s", script,
                              f"http://127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True)
            for port in ports]
    rate, p50, p99, errors = 0.0, 0.0, 0.0, 0
    for run in runs:
        said = run.communicate()[0]
        rate += float(re.search(r"Requests/sec: +([0-9.]+)", said)[1])
        found = re.search(r"p50 ([0-9.]+) p99 ([0-9.]+) errors (\d+)", said)
        p50, p99 = max(p50, float(found[1])), max(p99, float(found[2]))
        errors += int(found[3])
    return rate, p50, p99, errors


def latency_of(node):
    """Median and mean of the writes of the journal, in milliseconds, from the metrics."""
    text = node.call("GET", "/_mock/metrics").body.decode()
    count = int(re.search(r"journal_write_seconds_count (\d+)", text)[1])
    total = float(re.search(r"journal_write_seconds_sum ([0-9.]+)", text)[1])
    for least, below in re.findall(r'_bucket\{le="([0-9.]+)"\} (\d+)', text):
        if int(below) * 2 >= count:
            return count, float(least) * 1000, total / max(count, 1) * 1000
    return count, float("inf"), total / max(count, 1) * 1000


def throughput(binary, seconds):
    print(f"{'':34}calls/s   p50 ms   p99 ms   writes, median below, mean ms")
    folder = tempfile.mkdtemp()
    for durability in ("normal", "full"):
        alone = Node(binary, os.path.join(folder, f"{durability}.db"), "--quiet", "--durability",
                     durability, alone=True)
        show(f"a file, --durability {durability}", load([alone.port], seconds, folder), [alone])
        alone.kill()
    for count in (1, 2, 3):
        with Cluster(binary, nodes=count, durable=True, arguments=("--quiet",)) as it:
            # Straight to the servers would meet worlds of others: nginx leads each call home.
            show(f"{count} servers, through nginx", load([it.nginx.port], seconds, folder),
                 it.nodes)
            if count == 1:
                show("1 server, without nginx", load([it.nodes[0].port], seconds, folder),
                     it.nodes)
    shutil.rmtree(folder)


def show(name, figures, nodes):
    rate, p50, p99, errors = figures
    count, median, mean = latency_of(nodes[0])
    print(f"{name:34}{rate:7.0f}{p50:9.2f}{p99:9.2f}   {count}, {median:g}, {mean:.2f}"
          + (f"   {errors} ERRORS" if errors else ""), flush=True)


def takeover(binary):
    with Cluster(binary, nodes=2, nginx=False, arguments=("--quiet",)) as it:
        first, second = it.nodes
        for how in ("killed", "paused", "drained"):
            first.call("POST", "/_mock/mandates", {}, key=f"sk_test_{how}")
            begun = time.monotonic()
            {"killed": first.kill, "drained": first.drain,
             "paused": lambda: first.signal(19)}[how]()
            wait_until(lambda how=how: second.call("GET", "/v1/mandates", key=f"sk_test_{how}",
                                                   timeout=60).status == 200, 60, how)
            print(f"a world of a server that is {how:8} answers elsewhere after"
                  f" {time.monotonic() - begun:.2f} s (lease 10 s)", flush=True)
            if how == "paused":
                first.signal(18)
                wait_until(lambda: first.call("GET", "/_mock/ready").status == 200, 30, "back")
            elif how == "killed":
                first.start()
                time.sleep(0.5)


def opening(binary, calls):
    with Cluster(binary, nodes=1, nginx=False, arguments=("--quiet",)) as it:
        node, key = it.nodes[0], "sk_test_long"
        node.call("POST", "/v1/customers", {"name": "A"}, key=key)
        node.drain()
        # The others are copies of that call: to make them by calls would take as long again.
        it.postgres.sql(
            "INSERT INTO lotusbox.calls SELECT world, line + i, fence, begins, kind, source,"
            " source_line, wall_ms, now, method, target, headers, body, number + i, status, rule, 0,"
            f" delivery, verdict, took_ms FROM lotusbox.calls, generate_series(1, {calls}) i"
            f" WHERE world = '{key}' AND kind = 3")
        count = calls + 1
        node.start()
        begun = time.monotonic()
        assert node.call("GET", "/v1/customers?limit=1", key=key, timeout=600).status == 200
        print(f"a world with {count} calls opens in {time.monotonic() - begun:.2f} s", flush=True)
        call(node.port, "POST", "/_mock/reset", {}, key=key)
        node.drain()
        node.start()
        begun = time.monotonic()
        node.call("GET", "/v1/customers?limit=1", key=key, timeout=600)
        print(f"after a reset it opens in {time.monotonic() - begun:.3f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--calls", type=int, default=100000)
    wanted = parser.parse_args()
    binary = os.path.abspath(wanted.binary)
    cluster.need(binary)
    if not shutil.which("wrk"):
        cluster.skip("wrk is not installed (apt-get install wrk)")
    print(f"{os.cpu_count()} processors for clients, servers, nginx and PostgreSQL together")
    throughput(binary, wanted.seconds)
    takeover(binary)
    opening(binary, wanted.calls)


if __name__ == "__main__":
    main()
