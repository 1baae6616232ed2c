"""The trained reader: decoding on random scores, odd input, damaged files, threads and forks."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from spacy.language import Language
from spacy.tokens import Doc

from kg import resources
from kg.errors import KgError
from kg.neural import lemmas, names, trees
from kg.neural.component import KgReader
from kg.neural.features import MAX_PIECES, UNK, WordPieces, features, normal, shape
from kg.neural.network import FILES, default_threads
from kg.neural.windows import WINDOW

FOLDER = resources.reader()
TEXT = "Prime Minister Anika Osei met the Swedish king in Stockholm on Monday. \u201cWe agreed,\u201d she said. Talks resume in May."
TAGS = ["O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(FOLDER)


def facts(doc: Doc) -> list[tuple[str, str, str, str, int, str, str]]:
    return [(t.text, t.pos_, str(t.morph), t.lemma_, t.head.i, t.dep_, t.ent_iob_ + t.ent_type_) for t in doc]


def matrices(most: int) -> st.SearchStrategy[np.ndarray]:
    values = st.floats(-50, 50, width=32) | st.sampled_from([0.0, 1.0, -1e4])
    return st.integers(1, most).flatmap(lambda n: arrays(np.float32, (n, n + 1), elements=values))


def is_tree(heads: list[int]) -> bool:
    """One root, and every word reaches it."""
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at:
            at, steps = heads[at - 1], steps + 1
            if steps > len(heads):
                return False
    return heads.count(0) == 1


@settings(deadline=None, max_examples=150)
@given(matrices(14))
def test_decoded_heads_are_a_tree_with_one_root(scores: np.ndarray) -> None:
    heads = trees.decode(scores).tolist()
    assert len(heads) == len(scores)
    assert is_tree(heads)


@settings(deadline=None, max_examples=60)
@given(matrices(4))
def test_the_tree_is_the_best_of_all(scores: np.ndarray) -> None:
    size = len(scores)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(float(scores[i, h]) for i, h in enumerate(heads)))

    every = [h for h in product(range(size + 1), repeat=size) if is_tree(list(h))]
    found = tuple(trees.decode(scores).tolist())
    assert total(found) == pytest.approx(max(total(h) for h in every), abs=1e-3)


def test_a_tree_of_no_words_is_empty() -> None:
    assert trees.decode(np.zeros((0, 1), dtype=np.float32)).tolist() == []


def test_a_long_sentence_without_any_preference_is_decoded_quickly() -> None:
    begun = time.perf_counter()
    assert is_tree(trees.decode(np.random.default_rng(1).normal(size=(WINDOW, WINDOW + 1))).tolist())
    assert time.perf_counter() - begun < 2


@settings(deadline=None, max_examples=100)
@given(st.integers(1, 5).flatmap(lambda n: arrays(np.float32, (n, len(TAGS)), elements=st.floats(-9, 9, width=32))))
def test_tags_are_the_best_well_formed_sequence(scores: np.ndarray) -> None:
    def fits(path: tuple[int, ...]) -> bool:
        before = "O"
        for i in path:
            if TAGS[i].startswith("I-") and before[2:] != TAGS[i][2:]:
                return False
            before = TAGS[i]
        return True

    path = names.viterbi(scores, *names.transitions(TAGS))
    assert fits(tuple(path))
    best = max(sum(float(scores[i, t]) for i, t in enumerate(p)) for p in product(range(len(TAGS)), repeat=len(scores)) if fits(p))
    assert sum(float(scores[i, t]) for i, t in enumerate(path)) == pytest.approx(best, abs=1e-3)


def test_spans_of_neighbouring_names() -> None:
    tags = ["B-LOC", "B-PERSON", "I-PERSON", "O", "B-ORG"]
    assert names.spans(tags) == [(0, 1, "LOC"), (1, 3, "PERSON"), (4, 5, "ORG")]
    assert names.viterbi(np.zeros((0, 7)), *names.transitions(TAGS)) == []


@pytest.mark.parametrize(
    ("script", "form", "lemma"),
    [
        ("lower|1|", "Talks", "talk"),
        ("lower|3|y", "countries", "country"),
        ("=be", "was", "be"),
        ("keep|0|", "UN", "UN"),
        ("title|0|", "SWEDEN", "Sweden"),
        ("lower|9|", "up", "up"),
        ("lower|0|e", "hop", "hope"),
    ],
)
def test_lemma_scripts(script: str, form: str, lemma: str) -> None:
    assert lemmas.apply(script, form) == lemma


def test_shapes_tell_names_from_words_and_numbers() -> None:
    found = [shape(w) for w in ("he", "Osei", "UN", "A", "McKay", "2,000", "G20", "--", "\u5916", "U.S.", "O'Neil", "")]
    assert found == [1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 2, 8]
    assert features(["a", "b"], [False, True]) == [3, 2]


def test_word_pieces_are_bounded_and_ignore_case_and_accents() -> None:
    pieces = WordPieces((FOLDER / "kg_reader" / "vocab.txt").read_text("utf-8").split("\n"))
    assert pieces("Jos\u00e9") == pieces("JOSE") == pieces("jose")
    assert pieces("\x00") == pieces("") == (UNK,)
    assert len(pieces("x" * 10_000)) <= MAX_PIECES
    assert normal("\u200eA\u0301b") == "ab"
    assert len(pieces("u.s.")) == 4


def test_a_short_story_is_read(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(e.text, e.label_) for e in doc.ents] == [("Anika Osei", "PERSON"), ("Stockholm", "LOC")]
    assert [s.text.split()[0] for s in doc.sents] == ["Prime", "\u201cWe", "Talks"]
    met = doc[4]
    assert (met.dep_, met.pos_, met.lemma_, met.morph.get("Tense")) == ("ROOT", "VERB", "meet", ["Past"])
    assert {(c.text, c.dep_) for c in met.children} >= {("king", "obj"), ("Anika", "nsubj")}


ODD = {
    "empty": "",
    "blank": " ",
    "blanks": "\n\n \t",
    "letter": "a",
    "full stop": ".",
    "nul": "a\x00b \x00 c.",
    "emoji": "\U0001f600 \U0001f468\u200d\U0001f469\u200d\U0001f467 met \U0001f1ec\U0001f1ed.",
    "scripts": "\u738b\u6bc5 met \u0421\u0435\u0440\u0433\u0435\u0439 in \u0627\u0644\u0631\u064a\u0627\u0636.",
    "long word": "The " + "x" * 10_000 + " met.",
    "marks": "!" * 500,
    "leading space": "  He met her.",
    "lines": "A headline\n\nHe met her.\nThen they left.",
    "surrogate": "a \ud800 b",
    "combining": "e\u0301\u0301\u0301 " * 40,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_keep_every_character_and_get_trees(nlp: Language, text: str) -> None:
    if text == ODD["surrogate"]:  # spaCy's tokenizer itself refuses what no encoding can hold
        with pytest.raises(UnicodeEncodeError):
            nlp(text)
        return
    doc = nlp(text)
    assert "".join(t.text_with_ws for t in doc) == text
    for sent in doc.sents:
        assert sum(t.head.i == t.i for t in sent) == 1
        assert all(t.head in sent for t in sent)
    assert all(t.pos_ and t.dep_ for t in doc)
    assert not any(t.ent_type_ and not t.ent_iob_ for t in doc)


def test_an_empty_line_ends_a_sentence(nlp: Language) -> None:
    assert [s.text.strip() for s in nlp("Talks in the north\n\nThey met today.").sents] == ["Talks in the north", "They met today."]


def test_text_without_a_full_stop_is_cut_and_takes_linear_time(nlp: Language) -> None:
    def seconds(count: int) -> float:
        doc = Doc(nlp.vocab, words=["and", "they", "met", "him"] * (count // 4))
        begun = time.process_time()
        reader(nlp)(doc)
        assert max(len(s) for s in doc.sents) <= WINDOW
        assert len(doc) == count
        return time.process_time() - begun

    seconds(2_000)
    assert seconds(24_000) < 12 * 4 * max(seconds(2_000), 0.05)


def reader(nlp: Language) -> KgReader:
    component = nlp.get_pipe("kg_reader")
    assert isinstance(component, KgReader)
    return component


def test_the_same_text_gives_the_same_result_alone_and_again(nlp: Language) -> None:
    assert facts(nlp(TEXT)) == facts(nlp(TEXT))
    assert [facts(d) for d in nlp.pipe([TEXT, "", TEXT])][::2] == [facts(d) for d in nlp.pipe([TEXT, TEXT])]


def test_threads_share_a_reader(nlp: Language) -> None:
    expected = facts(nlp(TEXT))
    fresh = spacy.load(FOLDER)  # no session yet: the threads race for its creation
    with ThreadPoolExecutor(4) as pool:
        assert all(facts(d) == expected for d in pool.map(fresh, [TEXT] * 8))


def _in_child(nlp: Language, queue: multiprocessing.Queue[object]) -> None:
    queue.put(facts(nlp(TEXT)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_a_forked_child_reads_with_a_session_of_its_own(nlp: Language) -> None:
    expected = facts(nlp(TEXT))  # the parent has a session by now
    context = multiprocessing.get_context("fork")
    queue: multiprocessing.Queue[object] = context.Queue()
    child = context.Process(target=_in_child, args=(nlp, queue))
    child.start()
    assert queue.get(timeout=60) == expected
    child.join(60)
    assert child.exitcode == 0


def test_a_reader_survives_pickling_and_bytes(nlp: Language) -> None:
    expected = facts(nlp(TEXT))
    network = pickle.loads(pickle.dumps(reader(nlp).reading.network))
    assert network.labels == reader(nlp).reading.network.labels
    blank = spacy.blank("en")
    blank.add_pipe("kg_reader")
    blank.from_bytes(nlp.to_bytes())
    assert facts(blank(TEXT)) == expected


def test_a_written_reader_is_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "copy")
    for name in FILES:
        assert (tmp_path / "copy" / "kg_reader" / name).read_bytes() == (FOLDER / "kg_reader" / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(name: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "reader")
    path = tmp_path / "reader" / "kg_reader" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(KgError, match=name):
        spacy.load(tmp_path / "reader")


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "reader")
    (tmp_path / "reader" / "kg_reader" / name).unlink()
    with pytest.raises(KgError, match=name):
        spacy.load(tmp_path / "reader")


def test_a_reader_without_weights_says_so() -> None:
    with pytest.raises(KgError, match="no weights"):
        KgReader()(Doc(spacy.blank("en").vocab, words=["a"]))


@pytest.mark.parametrize("value", ["0", "two", "-1", "", "1000"])
def test_a_wrong_number_of_threads_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_THREADS", value)
    with pytest.raises(KgError, match="KG_THREADS"):
        default_threads()


def test_the_shipped_weights_are_under_thirty_megabytes() -> None:
    assert sum(f.stat().st_size for f in FOLDER.rglob("*") if f.is_file()) < 30_000_000
