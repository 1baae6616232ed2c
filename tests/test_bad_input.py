"""``kg build`` on what is wrong, odd or hostile: correct output or one clear message with its place, and the exit status that fits.

What reading alone makes of such input is in ``test_read_bad_input``; here the whole line runs.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from unicodedata import category

import pytest
import spacy
from pyoxigraph import Quad

from kg.pipeline import MAX_STORY
from kg.vocab import KG, NIF, RDF, SCHEMA
from tests.builds import EVERY_FORMAT, FORMATS, RDFLIB_WARNS, Build, build, by_rdflib, run, statements, strictly

HEAD = "Envoys meet in Oslo"
STORY = "Foreign Minister Ana Ruiz met President Joao Beck in Oslo on Sunday, officials said."
QUOTE = "“We will lift the sanctions on steel,” Ruiz told reporters."
TEXT = f"{HEAD}\n\n{STORY}\n\n{QUOTE}\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def records(folder: Path, *items: object) -> Path:
    """A record file; strings stand in it as they are."""
    return written(folder, "r.jsonl", "".join((i if isinstance(i, str) else json.dumps(i)) + "\n" for i in items))


def messages(made: Build) -> list[str]:
    """The messages without the last one, which counts what was built."""
    lines = made.stderr.splitlines()
    assert all(line.startswith("kg: ") for line in lines)
    return lines[:-1] if made.files else lines


def check_refused(made: Build, *words: str) -> None:
    """Nothing was built, and one message says why."""
    assert (made.status, dict(made.files)) == (1, {}), made.stderr
    (message,) = messages(made)
    assert message.startswith("kg: error: ")
    assert [w for w in words if w not in message] == []


def anchors(quads: list[Quad]) -> list[tuple[int, int, str]]:
    """Begin, end and quoted text of every span."""
    of = {p: {q.subject: q.object.value for q in quads if q.predicate == p} for p in (NIF.beginIndex, NIF.endIndex, NIF.anchorOf)}
    return [(int(b), int(of[NIF.endIndex][s]), of[NIF.anchorOf][s]) for s, b in of[NIF.beginIndex].items()]


def check_sound(made: Build, text: str | None = None) -> list[Quad]:
    """The quads of a build without violations whose spans quote ``text`` exactly."""
    assert made.status == 0, made.stderr
    quads = made.quads()
    if text is not None:
        found = anchors(quads)
        assert found
        assert [(b, e, a) for b, e, a in found if text[b:e] != a] == []
    return quads


def objects(quads: list[Quad], predicate: object) -> list[str]:
    return [q.object.value for q in quads if q.predicate == predicate]


@pytest.mark.parametrize("name", ["nowhere.txt", "no/where", "nul\0byte", "new\nline.txt", "\x1b[31mred.txt"])
def test_a_missing_path(name):
    made = build(name)
    check_refused(made, "no such file or folder")
    assert "\x1b" not in made.stderr


def test_no_path_is_wrong_usage():
    assert run("build").exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", ["empty"]),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", ["empty"]),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["a.txt:3", "binary"]),
        ("a.txt", b"one\ntwo\nthr\0ee", ["a.txt:3", "NUL"]),
        ("a.txt", TEXT.encode("utf-16-le"), ["a.txt:1", "UTF-16"]),
        ("a.html", b"<html><body></body></html>", ["no article"]),
        ("a.json", b'{"text": "x"}', [".jsonl"]),
        ("r.jsonl", b"not json\n", ["r.jsonl:1", "no JSON"]),
        ("r.jsonl", b'\n\n{"title": "x"}\n', ["r.jsonl:3", 'no "text"']),
        ("r.jsonl", b'{"text": "  \\n "}\n', ["r.jsonl:1", "empty"]),
        ("r.jsonl", b'{"text": "half \\ud83d of it"}\n', ["r.jsonl:1", "surrogate"]),
    ],
)
def test_files_that_hold_no_article(tmp_path, name, content, words):
    check_refused(build(written(tmp_path, name, content)), str(tmp_path / name), *words)


def test_a_folder_with_nothing_in_it(tmp_path):
    check_refused(build(tmp_path), str(tmp_path), "no articles")


def test_an_empty_record_file(tmp_path):
    check_refused(build(written(tmp_path, "r.jsonl", b"\n")), "no article found")


@pytest.mark.parametrize(
    ("content", "text", "warned"),
    [
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, False),
        (TEXT.encode("utf-16"), TEXT, False),
        (TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r\n"), False),
        (TEXT.replace("\n", "\r").encode(), TEXT.replace("\n", "\r"), False),
        (TEXT.replace("Joao", "João").encode("cp1252"), TEXT.replace("Joao", "João"), True),
        (TEXT.replace("“", '"').replace("”", '"').replace("Joao", "João").encode("latin-1"), None, True),
    ],
    ids=["bom", "utf-16", "crlf", "cr", "cp1252", "latin-1"],
)
def test_encodings_and_line_ends(tmp_path, content, text, warned):
    path = written(tmp_path, "a.txt", content)
    made = build(path)
    text = text if text is not None else content.decode("latin-1")
    quads = check_sound(made, text)
    assert objects(quads, KG.textLength) == [str(len(text))]
    assert "Ana Ruiz" in objects(quads, SCHEMA.name)
    assert [str(path) in m and "warning" in m for m in messages(made)] == [True] * warned


@pytest.mark.parametrize(
    "before",
    [
        "😀👨‍👩‍👧 𝔘𝔫𝔦 ",
        "שלום עולם, \u202eabc\u202c العربية ",
        "\u200b\ufeff\u00ad",
        "e\u0301\u0308 ",
        "\x07\x1b[31m\x7f\x01 ",
        "\x85\u2028\u2029\x1c",
    ],
    ids=["astral", "right-to-left", "invisible", "combining", "controls", "breaks"],
)
def test_offsets_count_code_points_behind_odd_characters(tmp_path, before):
    text = f"{before}{STORY} {before}{QUOTE}"
    quads = check_sound(build(written(tmp_path, "a.txt", text)), text)
    assert (text.index("Ana Ruiz"), text.index("Ana Ruiz") + 8, "Ana Ruiz") in anchors(quads)


CONTROLS = [
    *map(chr, range(32)),
    "\x7f",
    "\x80",
    "\x85",
    "\x9f",
    "\u2028",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\\u0041",
    '"""',
    "'''",
]


@pytest.fixture(scope="module")
def controls(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, str]], Build]:
    """Records with an odd character in the text, between its words and in every field, and their build in every format."""
    fields = {"title": "T{}t", "publisher": "P{}p", "url": "https://e.org/{}", "language": "e{}n"}
    text = "Ana Ruiz said{0}: “The {0}talks{0} were good.”"
    forms = {**fields, "text": text}
    items = [{"id": f"a{n}{char}b", **{name: form.format(char) for name, form in forms.items()}} for n, char in enumerate(CONTROLS)]
    return items, build(records(tmp_path_factory.mktemp("controls"), *items), options=EVERY_FORMAT)


def test_every_control_character_survives_in_text_and_fields(controls):
    items, made = controls
    quads = check_sound(made)
    article = {q.object.value: q.subject.value for q in quads if q.predicate == SCHEMA.identifier}
    assert len(article) == len(items)
    for item in items:
        mine = [q for q in quads if q.graph_name.value == article[" ".join(item["id"].split())]]
        found = anchors(mine)
        assert found
        assert [a for b, e, a in found if item["text"][b:e] != a] == [], repr(item["id"])
        for name, predicate in (
            ("title", SCHEMA.headline),
            ("publisher", SCHEMA.publisher),
            ("url", SCHEMA.url),
            ("language", SCHEMA.inLanguage),
        ):
            assert objects(mine, predicate) == [" ".join(item[name].split())]


@pytest.mark.filterwarnings(RDFLIB_WARNS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_control_character_can_be_read_back(controls, name):
    _, made = controls
    wanted = statements(made.quads(), name)
    assert set(strictly(made, name)) == wanted
    assert by_rdflib(made, name) == wanted


def test_control_characters_do_not_reach_the_terminal(controls):
    _, made = controls
    shown = made.stderr + made.files["report.txt"].decode()
    assert {c for c in shown if category(c) == "Cc"} == {"\n"}


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY[:-1]}",
        f"{STORY} “We will lift the sanctions, Ruiz said. The talks go on.",
        '”We agreed“, „Ruiz‟ said. \'\'It \'was "good\'\' said Beck" said «Ruiz said» said ‹he› said """""\'',
        "()[]{}<>—–-…!?;:,. " * 40,
        "?!" * 3000,
        "ALL IN CAPITALS " * 50,
        "a\n" * 500,
        "said " * 400,
        "1 2 3 2023 June June 31 June 0 99 a.m. 25:61 Feb. 30, 2023 the 45th of May last next Sunday Sunday",
        "中国外长秦刚周日在北京会见布林肯。双方讨论了台湾问题。",
        "x",
        ".",
        "\u200b",
        "<p>The ministers <b>met",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_odd_prose_is_read(tmp_path, text):
    made = build(written(tmp_path, "a.txt", text))
    quads = check_sound(made)
    assert [a for b, e, a in anchors(quads) if text[b:e] != a] == []
    assert objects(quads, KG.textLength) == [str(len(text))]
    assert not [m for m in messages(made) if "never closed" not in m]


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement\n\nShare this article\n\nRead more: other news\n",
        "No facts are here. It rained, and the grass grew.\n",
        "\u00a0x\u00a0",
    ],
)
def test_an_article_without_facts_is_an_article_still(tmp_path, text):
    quads = check_sound(build(written(tmp_path, "a.txt", text)))
    assert SCHEMA.NewsArticle in [q.object for q in quads if q.predicate == RDF.type]
    assert not [q for q in quads if q.object in (KG.MeetingReport, KG.RoleReport)]


def test_markup_that_is_none_is_read_as_text(tmp_path):
    path = written(tmp_path, "a.html", TEXT)
    made = build(path)
    check_sound(made, TEXT)
    (message,) = messages(made)
    assert message == f"kg: warning: {path}: no HTML in this file, read as plain text; name it .txt"


def test_what_is_wrong_is_left_out_and_the_rest_goes_through(tmp_path):
    path = records(tmp_path, {"id": "a", "text": TEXT}, "{", {"id": "c"}, {"id": "a", "text": "Other words."}, {"id": "e", "text": STORY})
    made = build(path, tmp_path / "gone.txt")
    quads = check_sound(made)
    assert sorted(objects(quads, SCHEMA.identifier)) == ["a", "e"]
    found = messages(made)
    places = [f"{path}:2: ", f"{path}:3: ", f"{path}:4: ", f"{tmp_path / 'gone.txt'}: "]
    assert [m.startswith(f"kg: warning: {p}") for m, p in zip(found, places, strict=True)] == [True] * 4
    assert f"{path}:1" in found[2]
    assert made.stderr.splitlines()[-1].startswith("kg: 2 articles, ")
    assert made.stderr.rstrip().endswith("; 4 left out")


def test_the_same_path_twice_is_read_once(tmp_path):
    path = written(tmp_path, "a.txt", TEXT)
    once, twice = build(path), build(path, path)
    assert dict(twice.files) == dict(once.files)
    (message,) = messages(twice)
    assert message.startswith("kg: warning: ")
    assert "the same article" in message


IDS = [
    "with space",
    "quo\"te's",
    "{brace}<x>",
    "../../x",
    "x" * 5000,
    "person.x",
    "entities",
    "imports",
    "a",
    "a.span.1-2",
    "a.meeting.1",
    "meeting.a.1",
    "a.",
    ".",
    "..",
    "%",
    "%41",
    "#f",
    "?q",
    "日本",
    "\x1b[31mred",
    "\0",
    "ü" * 400,
    "~",
]


@pytest.fixture(scope="module")
def odd_ids(tmp_path_factory: pytest.TempPathFactory) -> Build:
    items = [{"id": x, "text": f"{STORY} {QUOTE} Number {n}."} for n, x in enumerate(IDS)]
    return build(records(tmp_path_factory.mktemp("ids"), *items))


def test_every_id_is_kept_and_has_an_iri_of_its_own(odd_ids):
    quads = check_sound(odd_ids)
    assert messages(odd_ids) == []
    assert sorted(objects(quads, SCHEMA.identifier)) == sorted(IDS)
    graphs = [q.subject for q in quads if q.predicate == RDF.type and q.object == SCHEMA.NewsArticle]
    assert len(set(graphs)) == len(IDS)
    assert {q.graph_name.value for q in quads} == {g.value for g in graphs} | {
        f"https://w3id.org/kg-news/id/{n}" for n in ("entities", "imports")
    }


def test_no_id_makes_one_article_speak_in_another(odd_ids):
    home: dict[str, str] = {}
    for quad in odd_ids.quads():
        assert home.setdefault(quad.subject.value, quad.graph_name.value) == quad.graph_name.value


def test_ids_do_not_break_lines_or_terminals(odd_ids):
    lines = odd_ids.files["report.txt"].decode().splitlines()
    counts = [line for line in lines if " statements, " in line]
    assert len(counts) == len(IDS)
    assert max(map(len, counts)) < 200
    assert not [line for line in lines if "\x1b" in line or "\0" in line]


@pytest.mark.parametrize(
    ("ident", "expected"), [("new\nline", "new line"), ("", None), (" ", None), (7, "7"), (1.5, None), ("\ud83d", None), (["a"], None)]
)
def test_ids_that_cannot_be_used(tmp_path, ident, expected):
    quads = check_sound(build(records(tmp_path, {"id": ident, "text": STORY})))
    (found,) = objects(quads, SCHEMA.identifier)
    assert found == expected if expected else found.startswith("text-")


def test_stdin():
    text = TEXT
    check_sound(build("-", stdin=text.encode()), text)
    check_sound(build("-", stdin=json.dumps({"id": "a", "text": text}).encode()), text)
    check_refused(build("-", stdin=b""), "<stdin>", "empty")
    check_refused(build("-", stdin=b"\x00\x01\x02"), "<stdin>:1", "binary")


@pytest.mark.parametrize(
    "base",
    [
        "",
        "news/",
        "example.org/",
        "https://e.org/a b/",
        "https://e.org/x",
        "https://e.org/<a>/",
        "http://[/",
        "https://e.org/?q=",
        "https://schema.org/",
        "https://e.org/" + "a" * 600 + "/",
    ],
)
def test_a_bad_base_is_wrong_usage(tmp_path, base):
    made = build(written(tmp_path, "a.txt", TEXT), options=["--base", base])
    assert (made.status, dict(made.files)) == (2, {})
    assert "--base" in made.stderr


@pytest.mark.parametrize("base", ["https://e.org/n#", "urn:example:news:", "https://münchen.example/ö/"])
def test_another_base_is_used_throughout_and_can_be_asked(tmp_path, base):
    made = build(written(tmp_path, "a.txt", TEXT), options=["--base", base])
    quads = check_sound(made)
    assert not [t for q in quads for t in (q.subject, q.object, q.graph_name) if "kg-news/id/" in getattr(t, "value", "")]
    graph = written(tmp_path, "graph.nq", made.files["graph.nq"])
    explained = run("explain", str(graph), "person.ana-ruiz")
    assert explained.exit_code == 0, explained.stderr
    assert "Ana Ruiz" in explained.stdout


@pytest.mark.parametrize("options", [["--format", "xml"], ["--max-bytes", "0"], ["--shapes", "nowhere"], ["--colour"]])
def test_wrong_usage(tmp_path, options):
    made = build(written(tmp_path, "a.txt", TEXT), options=options)
    assert (made.status, dict(made.files)) == (2, {})


def test_a_limit_of_size(tmp_path):
    check_refused(build(written(tmp_path, "a.txt", TEXT), options=["--max-bytes", "20"]), "a.txt", "larger than 20 bytes")


def test_a_model_that_does_not_exist(tmp_path):
    check_refused(build(written(tmp_path, "a.txt", TEXT), options=["--model", "nope"]), "'nope'", "--model")


@pytest.mark.parametrize("component", ["ner", "sentencizer"])
def test_a_model_without_trees_or_names(tmp_path, component):
    nlp = spacy.blank("en")
    nlp.add_pipe(component)
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    check_refused(build(written(tmp_path, "a.txt", TEXT), options=["--model", str(tmp_path / "model")]), "parser")


def test_a_model_that_is_damaged(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "model")
    written(tmp_path, "model/config.cfg", "[nlp\nlang = ")
    made = build(written(tmp_path, "a.txt", TEXT), options=["--model", str(tmp_path / "model")])
    assert made.status == 1
    assert "cannot be loaded" in made.stderr


def test_shapes_that_are_violated_give_status_3(tmp_path):
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix s: <https://schema.org/> .
    <https://e.org/shape> a sh:NodeShape ; sh:targetClass s:NewsArticle ;
      sh:property [ sh:path s:nothing ; sh:minCount 1 ; sh:message "Nothing is missing." ; sh:severity sh:Violation ] .\n"""
    (tmp_path / "shapes").mkdir()
    written(tmp_path, "shapes/a.ttl", shape)
    made = build(written(tmp_path, "a.txt", TEXT), options=["--shapes", str(tmp_path / "shapes")])
    assert made.status == 3, made.stderr
    assert "1 violation" in made.stderr
    assert "Nothing is missing." in made.files["report.txt"].decode()


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture
def earlier(tmp_path) -> tuple[Path, Path]:
    """An article, and a folder with an earlier build in it."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("graph.nq", "graph.trig", "graph.ttl", "report.txt"):
        written(out, name, f"old {name}")
    return written(tmp_path, "a.txt", TEXT), out


@pytest.mark.parametrize("nth", range(4))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "interrupt"])
def test_output_cut_off_leaves_the_earlier_files(earlier, monkeypatch, nth, error):
    article, out = earlier
    before, replace, calls = contents(out), os.replace, []

    def failing(source, target):
        calls.append(target)
        if len(calls) == nth + 1:
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    result = run("build", str(article), "-o", str(out))
    assert result.exit_code == (1 if isinstance(error, OSError) else 130)
    assert contents(out) == before


def test_a_folder_in_the_place_of_a_file_leaves_the_earlier_files(earlier):
    article, out = earlier
    (out / "graph.ttl").unlink()
    (out / "graph.ttl").mkdir()
    before = contents(out)
    result = run("build", str(article), "-o", str(out))
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "graph.ttl" in result.stderr
    assert contents(out) == before


def test_a_failed_first_build_leaves_no_files(tmp_path, monkeypatch):
    replace = os.replace

    def failing(source, target):
        if target.name == "graph.ttl":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)
    result = run("build", str(written(tmp_path, "a.txt", TEXT)), "-o", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert contents(tmp_path / "out") == {}


@pytest.mark.parametrize(("place", "status"), [("file", 2), ("file/inner", 1)])
def test_a_file_where_the_folder_should_be(tmp_path, place, status):
    written(tmp_path, "file", "x")
    result = run("build", str(written(tmp_path, "a.txt", TEXT)), "-o", str(tmp_path / place))
    assert result.exit_code == status
    assert "file" in result.stderr
    assert contents(tmp_path) == {"file": b"x", "a.txt": TEXT.encode()}


def test_nothing_is_written_when_nothing_could_be_read(earlier):
    _, out = earlier
    before = contents(out)
    assert run("build", "nowhere.txt", "-o", str(out)).exit_code == 1
    assert contents(out) == before


def test_a_crash_in_one_article_is_told_and_the_others_go_through(tmp_path, monkeypatch):
    from kg import pipeline

    real = pipeline.facts_of

    def breaking(story, settled):
        if story.article.id == "b":
            raise ZeroDivisionError("division by zero")
        return real(story, settled)

    monkeypatch.setattr(pipeline, "facts_of", breaking)
    path = records(tmp_path, {"id": "a", "text": STORY}, {"id": "b", "text": STORY + " "})
    made = build(path)
    assert objects(check_sound(made), SCHEMA.identifier) == ["a"]
    assert messages(made) == [f"kg: warning: {path}:2: article 'b' could not be read: ZeroDivisionError: division by zero"]


def test_a_book_of_one_line_is_refused_at_once(tmp_path):
    text = f"{STORY} " * (10_000_000 // len(STORY))
    path = written(tmp_path, "a.txt", text)
    begin = time.perf_counter()
    check_refused(build(path), str(path), f"{MAX_STORY:,}", "split")
    assert time.perf_counter() - begin < 60


def test_megabytes_without_a_blank_are_kept_out_of_the_story(tmp_path):
    text = f"{TEXT}\n{'QUJD' * 1_000_000}\n"
    begin = time.perf_counter()
    check_sound(build(written(tmp_path, "a.txt", text)), text)
    assert time.perf_counter() - begin < 60


@pytest.mark.slow
def test_time_grows_with_length_not_with_its_square(tmp_path):
    """Sentences of one long line, then four times as many: well under sixteen times as long."""
    lines = [
        f"Envoy Ana Ruiz{n} met Joao Beck{n} in Oslo on Sunday. “We will lift tariff {n},” Ruiz{n} told reporters. " for n in range(240)
    ]
    build(written(tmp_path, "a.txt", lines[0]))
    taken = []
    for count in (60, 240):
        text = "".join(lines[:count])
        begin = time.process_time()
        check_sound(build(written(tmp_path, "a.txt", text), options=["--format", "nq"]), text)
        taken.append(time.process_time() - begin)
    assert taken[1] < 9 * taken[0]


@pytest.mark.slow
def test_two_thousand_tiny_records(tmp_path):
    path = records(tmp_path, *({"id": f"n{n}", "text": f"Ana Ruiz met Joao Beck on {n % 28 + 1} May 2023."} for n in range(2000)))
    begin = time.process_time()
    made = build(path, options=["--format", "nq"])
    assert time.process_time() - begin < 120
    assert len(set(objects(check_sound(made), SCHEMA.identifier))) == 2000
