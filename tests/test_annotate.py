"""Annotating: blocks joined into one story, and every token at its exact place in the article's text."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.annotate import annotate, load, model_name, story_blocks
from kg.errors import KgError
from kg.model import Article, Block, Story, Tokens

# A line break of any sort inside a block is read as a blank.
BREAKS = "\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.fixture(scope="module")
def cutter() -> Language:
    """A tokenizer with sentences, which is all that offsets depend on."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def story(nlp: Language, text: str, *blocks: Block) -> Story:
    (found,) = annotate([Article("a", text, blocks=blocks)], nlp)
    return found


def at(found: Story, token: int) -> str:
    span = found.span(Tokens(token, token + 1))
    return found.article.text[span.start : span.end]


def assert_exact(found: Story) -> None:
    """Every token's span holds the token's own text, up to line breaks and half surrogate pairs."""
    for token in found.doc:
        there = at(found, token.i)
        assert len(there) == len(token.text)
        assert all(a == b or a in BREAKS or "\ud800" <= a <= "\udfff" for a, b in zip(there, token.text, strict=True))


def test_boilerplate_and_blank_blocks_are_not_annotated(cutter):
    text = "By A. Writer\nTalks failed. \n  \nRuiz left."
    blocks = (Block(0, 12, "boilerplate"), Block(13, 27, "headline"), Block(28, 31, "paragraph"), Block(31, 41, "paragraph"))
    found = story(cutter, text, *blocks)
    assert [t.text for t in found.doc if not t.is_space] == ["Talks", "failed", ".", "Ruiz", "left", "."]
    assert found.kinds == ("headline", "paragraph")
    assert at(found, len(found.doc) - 3) == "Ruiz"
    assert_exact(found)


def test_no_sentence_crosses_a_block(cutter):
    found = story(cutter, "Talks without end\n\nRuiz left", Block(0, 17, "headline"), Block(19, 28, "paragraph"))
    assert [s.text for s in found.doc.sents] == ["Talks without end", "Ruiz left"]
    assert [found.block(t.i) for t in found.doc] == [0, 0, 0, 1, 1]


def test_without_blocks_the_whole_text_is_one(cutter):
    assert story_blocks(Article("a", "Text")) == [Block(0, 4, "paragraph")]
    assert_exact(story(cutter, "One text.\r\nTwo lines."))


@pytest.mark.parametrize("text", ["", " \n\t", "By A. Writer"])
def test_an_article_without_story_has_an_empty_doc(cutter, text):
    found = story(cutter, text, Block(0, len(text), "boilerplate"))
    assert len(found.doc) == 0
    assert list(found.doc.sents) == []


def test_an_empty_range_has_no_span(cutter):
    with pytest.raises(ValueError, match="empty"):
        story(cutter, "Text.").span(Tokens(1, 1))


def test_characters_before_the_evidence_move_nothing(cutter):
    text = "😀𝒜 \u202eשלום\u202c e\u0301 👩‍👩‍👧 \ufeff\x00 Ruiz\r\nmet Beck."
    found = story(cutter, text)
    (ruiz,) = [t.i for t in found.doc if t.text == "Ruiz"]
    span = found.span(Tokens(ruiz, len(found.doc)))
    assert text[span.start : span.end] == "Ruiz\r\nmet Beck."
    assert_exact(found)


PIECES = [
    "Ruiz",
    "met",
    "Mr.",
    "U.S.",
    "don't",
    "“",
    "”",
    "’s",
    "-",
    "😀",
    "𝒜",
    "שלום",
    "\u202e",
    "\u200d",
    "\u0301",
    "\ud800",
    ".",
    " ",
    "  ",
    *BREAKS,
]
BLOCKS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=8).map("".join),
        st.sampled_from(["headline", "paragraph", "boilerplate"]),
    ),
    min_size=1,
    max_size=5,
)


def laid_out(parts: list[tuple[str, str]], gap: str) -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for content, kind in parts:
        blocks.append(Block(len(text), len(text) + len(content), kind))
        text += content + gap
    return text, tuple(blocks)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCKS, st.sampled_from(["\n", "\r\n\r\n", "", "😀"]))
def test_every_token_stands_where_its_span_says(cutter, parts, gap):
    text, blocks = laid_out(parts, gap)
    found = story(cutter, text, *blocks)
    assert_exact(found)
    covered = "".join(text[b.start : b.end] for b in story_blocks(found.article))
    assert len(found.doc.text) == len(covered)
    for token in found.doc:
        block = story_blocks(found.article)[found.block(token.i)]
        span = found.span(Tokens(token.i, token.i + 1))
        assert block.start <= span.start <= span.end <= block.end
    for sent in found.doc.sents:
        assert found.block(sent.start) == found.block(sent.end - 1)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BLOCKS)
def test_the_shipped_reader_keeps_places_too(nlp, parts):
    text, blocks = laid_out(parts, "\n")
    found = story(nlp, text, *blocks)
    assert_exact(found)
    assert all(found.block(s.start) == found.block(s.end - 1) for s in found.doc.sents)


def test_the_shipped_reader_gives_trees_tags_and_names(nlp):
    found = story(nlp, "Foreign Minister Tuva Lind met Ana Sol in Oslo on Monday.")
    assert {t.dep_ for t in found.doc} >= {"ROOT", "nsubj", "obj", "case"}
    assert any(t.pos_ == "VERB" and t.lemma_ == "meet" for t in found.doc)
    assert "Oslo" in {e.text for e in found.doc.ents}
    assert model_name(nlp).startswith("en_")


def test_a_model_that_is_not_there_or_reads_no_names_is_refused(tmp_path):
    with pytest.raises(KgError, match="cannot be loaded"):
        load(str(tmp_path / "none"))
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(KgError, match="has no 'parser'"):
        load(str(tmp_path / "blank"))
