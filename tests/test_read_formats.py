"""Reading feeds, web archives and compressed files: each form gives the same article, with what it knows about it."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard

from kg.model import Article, Problem
from kg.read import read

STORY = "Foreign Minister Ana Ruiz met President João Beck in Oslo on Sunday, officials said. They spoke for two hours."
MORE = "“We will lift the tariffs,” Ruiz told reporters after the talks in the old town hall."
TEXT = f"{STORY}\n\n{MORE}"
RECORD = json.dumps({"id": "a", "title": "Envoys meet", "published": "2023-06-18", "text": TEXT}).encode()
BODY = f"<article><h1>Envoys meet</h1><p>{STORY}</p><p>{MORE}</p></article>"
PAGE = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Envoys meet</title></head><body>{BODY}</body></html>'
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Oslo Daily</title><link>https://e.org/</link><language>en-GB</language>
<item><title>Envoys &amp;amp; ministers</title><link>https://e.org/a</link><guid isPermaLink="false">a-1</guid>
<pubDate>Sun, 18 Jun 2023 23:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{STORY}</p>
<script>alert(1)</script><p>{MORE}</p>]]></content:encoded></item>
<item><title>No text</title><link>https://e.org/b</link></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="text">The Oslo Daily</title>
<entry><id>tag:e.org,2023:1</id><title type="html">Envoys &lt;b&gt;meet&lt;/b&gt;</title>
<link rel="self" href="https://e.org/a.atom"/><link href="https://e.org/a"/>
<published>2023-06-18T01:00:00+09:00</published><updated>2024-01-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>{MORE}</p></div></content></entry>
<entry><id>tag:e.org,2023:2</id><title>Plain</title><summary>{STORY}</summary></entry></feed>"""


def run(*paths: Path | str, **options: int) -> tuple[list[Article], list[Problem]]:
    problems: list[Problem] = []
    return list(read([str(p) for p in paths], problems=problems, **options)), problems


def written(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def record(kind: str, block: bytes, address: str = "") -> bytes:
    """One WARC record."""
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2023-06-20T08:09:10Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def warc(*responses: tuple[str, str, bytes], zipped: bool = True) -> bytes:
    """A WARC file of (address, status and header lines, body as it is); zipped as usual, each record a member of its own."""
    records = [record("warcinfo", b"software: test\r\n")]
    for address, headers, body in responses:
        http = "".join(f"{line}\r\n" for line in ["HTTP/1.1 " + headers.split("\n")[0], *headers.split("\n")[1:]])
        records.append(record("response", f"{http}\r\n".encode() + body, address))
    return b"".join(gzip.compress(r) if zipped else r for r in records)


OK = "200 OK\nContent-Type: text/html; charset=utf-8"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.ndjson.zst", "a.jsonl", "a.JSONL.GZ", "odd"])
@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:])])
def test_compressed_records(tmp_path, name, pack):
    (article,), problems = run(written(tmp_path / name, pack(RECORD + b"\n")))
    assert (article.id, article.text, article.published, problems) == ("a", TEXT, "2023-06-18", [])
    assert article.origin == f"{tmp_path / name}:1"


def test_compressed_texts_keep_their_names_and_sidecars(tmp_path):
    written(tmp_path / "a.json", '{"title": "Envoys meet", "fetched": "2023-06-20T08:09:10.25Z"}')
    written(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))
    (article,), problems = run(tmp_path)
    assert (article.id, article.title, article.fetched, article.text, problems) == ("a", "Envoys meet", "2023-06-20T08:09:10Z", TEXT, [])


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed", "feed.xml.gz"])
def test_an_rss_feed(tmp_path, name):
    content = RSS.encode()
    (article,), (problem,) = run(written(tmp_path / name, gzip.compress(content) if name.endswith("gz") else content))
    assert (article.id, article.text, article.title) == ("a-1", TEXT, "Envoys & ministers")
    assert (article.published, article.date_basis, article.url) == ("2023-06-18", "fromMetadata", "https://e.org/a")
    assert (article.publisher, article.language) == ("The Oslo Daily", "en-gb")
    assert article.origin == f"{tmp_path / name}:4"
    assert problem.place == f"{tmp_path / name}:8"
    assert "nothing is fetched" in problem.message


def test_an_atom_feed(tmp_path):
    (first, second), problems = run(written(tmp_path / "feed.atom", ATOM))
    assert problems == []
    assert (first.id, first.text, first.title) == ("tag:e.org,2023:1", TEXT, "Envoys meet")
    assert (first.url, first.published, first.publisher, first.language) == ("https://e.org/a", "2023-06-18", "The Oslo Daily", "en")
    assert (second.text, second.url) == (STORY, "")


def test_rdf_feeds_and_other_encodings(tmp_path):
    rdf = f"""<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Daily</title></channel>
      <item rdf:about="https://e.org/a"><title>T</title><link>https://e.org/a</link><dc:date>2023-06-18T01:02:03Z</dc:date>
      <description>&lt;p&gt;{STORY}&lt;br/&gt;Two &amp;amp; two&lt;/p&gt;</description></item></rdf:RDF>"""
    (article,), problems = run(written(tmp_path / "feed.xml", rdf.encode("latin-1")))
    assert (article.text, article.published, article.id, problems) == (f"{STORY}\nTwo & two", "2023-06-18", "https://e.org/a", [])


def test_an_xml_file_that_is_a_page(tmp_path):
    (article,), _ = run(written(tmp_path / "a.xml", f'<?xml version="1.0"?>\n{PAGE}'))
    assert STORY in article.text


@pytest.mark.parametrize("content", ["<a><b/></a>", "no markup", "<?xml version='1.0'?>", ""])
def test_xml_that_is_no_feed(tmp_path, content):
    articles, (problem,) = run(written(tmp_path / "a.xml", content))
    assert (articles, problem.fatal, problem.place) == ([], True, str(tmp_path / "a.xml"))


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc", "odd"])
def test_a_web_archive(tmp_path, name, zipped):
    data = warc(
        ("https://e.org/a?x=1", OK, PAGE.encode()),
        ("https://e.org/i.png", "200 OK\nContent-Type: image/png", b"\x89PNG"),
        ("https://e.org/gone", "404 Not Found\nContent-Type: text/html", PAGE.encode()),
        zipped=zipped,
    )
    (article,), problems = run(written(tmp_path / name, data))
    assert problems == []
    assert (article.id, article.url, article.origin) == ("https://e.org/a?x=1",) * 2 + (f"{tmp_path / name}:https://e.org/a?x=1",)
    assert (article.fetched, article.published) == ("2023-06-20T08:09:10Z", "")
    assert STORY in article.text
    assert (article.title, article.language) == ("Envoys meet", "en")


def test_transfer_and_content_encodings_of_a_web_archive(tmp_path):
    body = gzip.compress(PAGE.replace("utf-8", "latin-1").encode("latin-1", "xmlcharrefreplace"))
    chunked = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (body[:40], body[40:], b""))
    headers = "200 OK\nContent-Type: text/html; charset=ISO-8859-1\nContent-Encoding: gzip\nTransfer-Encoding: chunked"
    (article,), problems = run(written(tmp_path / "a.warc.gz", warc(("https://e.org/a", headers, chunked))))
    assert problems == []
    assert "João Beck" in article.text


def test_a_web_archive_without_pages(tmp_path):
    articles, (problem,) = run(written(tmp_path / "a.warc", warc(("https://e.org/i", "200 OK\nContent-Type: image/png", b"x"))))
    assert (articles, problem.message) == ([], "no HTML responses in this WARC file")


def test_a_folder_of_everything(tmp_path):
    written(tmp_path / "a.warc.gz", warc(("https://e.org/a", OK, PAGE.encode())))
    written(tmp_path / "b.rss", RSS)
    written(tmp_path / "c.jsonl.zst", zstandard.compress(RECORD))
    written(tmp_path / "d.html.gz", gzip.compress(PAGE.encode()))
    written(tmp_path / "e.txt", TEXT)
    articles, problems = run(tmp_path)
    assert [a.id for a in articles] == ["a", "https://e.org/a", "a-1", "d", "e"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("content", "ident"),
    [(gzip.compress(RECORD), "a"), (RSS.encode(), "a-1"), (warc(("https://e.org/a", OK, PAGE.encode())), "https://e.org/a")],
)
def test_standard_input_may_be_any_of_them(monkeypatch, content, ident):
    class Stdin:
        buffer = io.BytesIO(content)

    monkeypatch.setattr("sys.stdin", Stdin)
    assert [a.id for a in run("-")[0]] == [ident]


@pytest.mark.parametrize(("data", "word"), [(b"PK\x03\x04x", "zip"), (b"BZh9", "bzip2"), (b"\xfd7zXZ\0", "xz")])
def test_other_packings_are_named(tmp_path, data, word):
    articles, (problem,) = run(written(tmp_path / "a.txt", data))
    assert (articles, problem.place) == ([], str(tmp_path / "a.txt"))
    assert word in problem.message


@pytest.mark.parametrize("value", ["2023-06-20", "yesterday", "2023-02-30T00:00:00Z", "2023-06-20T08:09:10+02:00"])
def test_a_time_of_fetching_that_is_none(tmp_path, value):
    (article,), (problem,) = run(written(tmp_path / "a.jsonl", json.dumps({"text": TEXT, "fetched": value})))
    assert (article.fetched, problem.fatal) == ("", False)
    assert "fetched" in problem.message
