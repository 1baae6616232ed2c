"""The inputs that fuzzing starts from: one of each kind, in our own words."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = """Envoys meet in Oslo

Foreign Minister Ana Ruiz met President João Beck in Oslo on Sunday, officials said.

“We will lift the tariffs,” she told reporters.
"""
RECORD = {"id": "a", "title": "Envoys meet", "published": "2023-06-18", "url": "https://e.org/a", "text": TEXT}
HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Envoys meet</title></head>"
PAGE = f"{HEAD}<body><article><p>{TEXT}</p></article></body></html>"
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Daily</title>
<item><title>Envoys meet</title><link>https://e.org/a</link><guid>a1</guid><pubDate>Sun, 18 Jun 2023 10:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Daily</title>
<entry><id>urn:a1</id><title>Envoys meet</title><link href="https://e.org/a"/><updated>2023-06-18T10:00:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""
HTTP = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/a\r\nWARC-Date: 2023-06-18T10:00:00Z\r\n"
    "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    f"Content-Length: {len(HTTP.encode())}\r\n\r\n{HTTP}\r\n\r\n"
)
ODDITIES: list[str] = json.loads((ROOT / "tests" / "data" / "oddities.json").read_bytes())
MARKS = (
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\r\n", b"\n\n", b'"', b"\\ud83d", b"\\", b"<", b"]]>", b"&#0;", b"&#x1F600;", b"&a;"),
    *(b'<!DOCTYPE a [<!ENTITY a "b">]>', b"<![CDATA[", b"<div>" * 40, b"[" * 200, b'{"a":' * 200, b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"),
    *(b"<item>", b"</item>", b"<entry>", b"WARC/1.1\r\n", b"Content-Length: 9999999999\r\n", b"Transfer-Encoding: chunked\r\n"),
    *(
        b"Content-Encoding: gzip\r\n",
        b"charset=utf-7",
        b"charset=zlib_codec",
        b"9999-99-99",
        b" said ",
        b" met ",
        b"Content-Encoding: br\r\n",
    ),
    *(
        "\u202e\u2066".encode(),
        "\U0001f600".encode(),
        "\ufffe\uffff".encode(),
        b"\x1b[31m",
        b"../../",
        b"%00",
        b"{x}",
        b"<>",
        "“".encode(),
        b" said ",
        b" met ",
    ),
)
DICTIONARY = [*MARKS, *(o.encode("utf-8", "replace") for o in ODDITIES)]


def corpus(target: str) -> list[bytes]:
    """The seeds of a target, in its own form."""
    texts = [p.read_bytes() for p in sorted((ROOT / "seeds").glob("*.txt"))]
    if target == "extraction":
        return [TEXT.encode(), *(t[i : i + 700] for t in texts for i in range(0, len(t), 600))]
    if target == "serialising":
        kinds = bytes(range(0, 128, 5))
        return [b"\n".join(bytes([kind]) + mark for mark in DICTIONARY[n::7]) for n, kind in enumerate(kinds)] + [TEXT.encode()]
    contents = [TEXT, json.dumps(RECORD) + "\n", PAGE, RSS, ATOM, WARC]
    return [bytes([suffix, mode]) + content.encode() for suffix in range(10) for mode in (0, 255) for content in contents]
