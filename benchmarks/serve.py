"""``python benchmarks/serve.py http://127.0.0.1:7878 [--clients 32] [--seconds 60]``: how a running ``kg serve`` bears readers.

First each page of the front lists once, one after the other, as nobody has asked for them; then each named query seven times; then
many clients at once, each asking for pages and queries in turn, as fast as answers come. Answers other than 200 count as errors.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import time
from collections import Counter
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from kg.query.named import catalogue

LISTS = ("/", "/article", "/person", "/meeting", "/issue", "/timeline", "/picture")
KINDS = re.compile(r'href="(/(?:article|person|meeting|issue|timeline|org|country)/[^"#]+)')
QUERIES = (
    "SELECT ?n { ?p a schema:Person ; schema:name ?n } LIMIT %d",
    "SELECT ?p (COUNT(*) AS ?c) { ?s kg:speaker ?p ; kg:mode kg:Direct } GROUP BY ?p LIMIT %d",
    "ASK { ?s a kg:Meeting } # %d",
    "SELECT ?m ?d { ?m a kg:Meeting ; schema:startDate ?d } ORDER BY ?d LIMIT %d",
    "CONSTRUCT { ?s ?p ?o } { ?s a kg:MeetingReport ; ?p ?o } LIMIT %d",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    pages = sorted({u.replace("&amp;", "&") for path in LISTS for u in KINDS.findall(fetch(chosen.address + path)[1].decode())})
    told("pages not asked before", [fetch(chosen.address + page)[0] for page in pages])
    asked = [q.text for q in catalogue() if not any(p.required for p in q.params)]
    runs = [[fetch(f"{chosen.address}/sparql", query.encode())[0] for _ in range(7)] for query in asked]
    told("named queries, first time", [run[0] for run in runs])
    told("named queries, median of 7", [statistics.median(run) for run in runs])
    asyncio.run(crowd(chosen.address, [*LISTS, *pages], chosen.clients, chosen.seconds))


def fetch(address: str, query: bytes | None = None) -> tuple[float, bytes]:
    """Seconds and body of one answer."""
    started = time.perf_counter()
    headers = {"Content-Type": "application/sparql-query"} if query else {}
    with urlopen(Request(address, data=query, headers=headers)) as response:
        body: bytes = response.read()
    return time.perf_counter() - started, body


async def crowd(address: str, pages: list[str], clients: int, seconds: float) -> None:
    """All clients at once, half of the requests pages, half queries."""
    times: dict[str, list[float]] = {"page": [], "query": []}
    errors: Counter[int] = Counter()
    end = time.monotonic() + seconds
    await asyncio.gather(*(client(number, address, pages, end, times, errors) for number in range(clients)))
    for kind, found in times.items():
        told(f"{clients} clients, {kind}", found)
    print(f"errors: {dict(errors) or 'none'}")


async def client(number: int, address: str, pages: list[str], end: float, times: dict[str, list[float]], errors: Counter[int]) -> None:
    """One client on one connection."""
    choice, place = random.Random(number), urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 24)
    while time.monotonic() < end:
        started = time.perf_counter()
        if choice.random() < 0.5:
            kind, request, body = "page", f"GET {choice.choice(pages)}", b""
        else:
            kind, request, body = "query", "POST /sparql", (choice.choice(QUERIES) % choice.randint(1, 200)).encode()
        head = (
            f"{request} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", answer)
        await reader.readexactly(int(length[1]) if length else 0)
        times[kind].append(time.perf_counter() - started)
        if int(answer.split()[1]) != 200:
            errors[int(answer.split()[1])] += 1
    writer.close()


def told(what: str, seconds: list[float]) -> None:
    """Print how many, the median, the 99th percentile and the maximum, in milliseconds."""
    ordered = sorted(seconds)
    found = statistics.median(ordered), ordered[int(len(ordered) * 0.99)], ordered[-1]
    print(f"{what}: {len(ordered)}; median {found[0] * 1e3:.0f} ms, p99 {found[1] * 1e3:.0f} ms, most {found[2] * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
