"""What is fuzzed: each target takes bytes, makes an input of them, and raises when kg breaks one of its promises."""

from __future__ import annotations

import atexit
import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp

from lxml import etree
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.export import STREAMED, InMemory, replacing, serialized, write
from kg.export.formats import UNION
from kg.export.xmltext import ILLEGAL
from kg.graph.build import build
from kg.graph.iri import Names, local
from kg.graph.literals import date, string
from kg.model import Problem
from kg.pipeline import run
from kg.read import read
from kg.read.articles import article
from kg.read.metadata import Metadata
from kg.validate import validate
from kg.vocab import KG, NIF, RDF, SCHEMA, SKOS

NAMES = Names()
SUFFIXES = (".txt", ".html", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".xml", ".warc", ".warc.gz", "", ".html.gz")
RDF_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
MAX_BYTES = 50_000
PREDICATES = (
    SCHEMA.name,
    SCHEMA.text,
    SKOS.prefLabel,
    KG.evidence,
    RDF.type,
    NIF.beginIndex,
    SCHEMA.datePublished,
    KG.minutes,
    KG.candidate,
)
DATATYPES = ("string", "integer", "decimal", "boolean", "dateTime")


@lru_cache(maxsize=1)
def _folder() -> Path:
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    folder = mkdtemp(prefix="kg-fuzz-", dir=base)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def reading(data: bytes) -> None:
    """Any bytes under any name: articles or problems that name the file, never an exception, never a broken article."""
    suffix = SUFFIXES[data[0] % len(SUFFIXES)] if data else ""
    content = data[2:]
    if suffix.endswith(".gz") and data[1:2] > b"\x80":  # else the bytes themselves are tried as a compressed file
        content = gzip.compress(content, 1)
    path = _folder() / f"a{suffix}"
    path.write_bytes(content)
    problems: list[Problem] = []
    found = list(read([str(path)], problems=problems, max_bytes=MAX_BYTES))
    assert all(p.place.startswith(str(path)) and p.message for p in problems), problems
    for one in found:
        assert one.text.strip()
        assert one.id
        one.text.encode("utf-8")
        assert all(left.end <= right.start for left, right in pairwise(one.blocks))
        assert not one.published or date(one.published)


def extraction(data: bytes) -> None:
    """Any text: the line does not break, the graph conforms, spans quote the text."""
    text = data.decode("utf-8", "replace")
    if not text.strip():
        return
    source = article({"text": text}, Metadata(id="a", published="2023-06-18"), "a.txt")
    done = run([source], _nlp())
    assert not [p for p in done.problems if p.fatal], done.problems
    quads = build(done.facts, NAMES, model="m")
    spans = {p: {q.subject: q.object.value for q in quads if q.predicate == p} for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf)}
    for node, begin in spans[NIF.beginIndex].items():
        assert text[int(begin) : int(spans[NIF.endIndex][node])] == spans[NIF.anchorOf][node]
    report = validate(quads, texts={"a": text})
    assert report.conforms, report.to_text()
    _same_in_every_format(quads)


@lru_cache(maxsize=1)
def _nlp():  # type: ignore[no-untyped-def]
    from kg.annotate import load

    return load()


def serialising(data: bytes) -> None:
    """Any ids, IRIs and literals: every format gives them back."""
    _same_in_every_format(list(_quads(data)))


def _quads(data: bytes) -> Iterator[Quad]:
    for number, piece in enumerate(data.split(b"\n")):
        kind, text = piece[:1] or b"\0", piece[1:].decode("utf-8", "replace" if number % 2 else "surrogateescape")
        predicate = PREDICATES[kind[0] % len(PREDICATES)]
        graph = NAMES.article(text[:20]) if kind[0] & 64 else NAMES.node("entities")
        yield Quad(NAMES.node(local(text)), predicate, _term(kind[0], text), graph)


def _term(kind: int, text: str) -> NamedNode | Literal:
    if kind & 32:
        return NAMES.article(text)
    if kind & 16:
        return Literal(string(text).value, language=("en", "en-gb")[kind & 1])
    if kind & 8:
        return Literal(string(text).value, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{DATATYPES[kind % len(DATATYPES)]}"))
    return string(text)


def _same_in_every_format(quads: list[Quad]) -> None:
    for suffix, format in RDF_FORMATS.items():
        written = serialized(quads, suffix, base=NAMES.base)
        back = parse(written, format, lenient=False)
        if suffix in UNION:
            keep: Callable[[Triple], Triple] = _legal if suffix == "rdf" else lambda t: t
            assert {q.triple for q in back} == {keep(q.triple) for q in quads}, suffix
        else:
            assert set(back) == set(quads), suffix
    for suffix in ("rdf", "graphml"):
        etree.fromstring(serialized(quads, suffix, base=NAMES.base), etree.XMLParser(resolve_entities=False, huge_tree=True))
    with replacing(_folder() / "tables") as open_new:
        write(InMemory(quads), "csv", open_new, base=NAMES.base)


def _legal(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal):
        return triple
    plain = ILLEGAL.sub("\ufffd", value.value)
    same = Literal(plain, language=value.language) if value.language else Literal(plain, datatype=value.datatype)
    return Triple(triple.subject, triple.predicate, same)


assert set(RDF_FORMATS) | {"graphml"} == set(STREAMED)
TARGETS: dict[str, Callable[[bytes], None]] = {"reading": reading, "extraction": extraction, "serialising": serialising}
