"""ClearNLP trees become universal ones: on trees made by hand, and for any tree a tree."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.scheme import RENAMED, Tree, convert, is_clearnlp, universal


def converted(text: str) -> dict[str, str]:
    """Relation and head of each word; ``text`` has word/TAG/head/relation with heads counted from 1, 0 for the root."""
    rows = [item.split("/") for item in text.split()]
    words = [r[0] for r in rows]
    heads = [int(r[2]) - 1 if r[2] != "0" else i for i, r in enumerate(rows)]
    lemmas = ["be" if w in ("is", "was", "are", "been") else w.lower() for w in words]
    tree = Tree(heads, [r[3] for r in rows], [r[1] for r in rows], lemmas)
    convert(tree)
    return {w: f"{dep} {words[head]}" for w, dep, head in zip(words, tree.deps, tree.heads, strict=True)}


CASES = {
    "preposition of a verb": (
        "Ruiz/PROPN/2/nsubj flew/VERB/0/ROOT to/ADP/2/prep Oslo/PROPN/3/pobj",
        {"Ruiz": "nsubj flew", "flew": "ROOT flew", "to": "case Oslo", "Oslo": "obl flew"},
    ),
    "preposition of a noun": (
        "the/DET/2/det end/NOUN/0/ROOT of/ADP/2/prep the_/DET/5/det war/NOUN/3/pobj",
        {"the": "det end", "end": "ROOT end", "of": "case war", "the_": "det war", "war": "nmod end"},
    ),
    "nested prepositions": (
        "came/VERB/0/ROOT from/ADP/1/prep behind/ADP/2/prep the/DET/5/det wall/NOUN/3/pobj",
        {"came": "ROOT came", "from": "case wall", "behind": "case wall", "the": "det wall", "wall": "obl came"},
    ),
    "a chain of complements": (
        "head/NOUN/0/ROOT of/ADP/1/prep council/NOUN/2/pobj of/ADP/3/prep ministers/NOUN/4/pobj",
        {"head": "ROOT head", "of": "case ministers", "council": "nmod head", "ministers": "nmod council"},
    ),
    "coordinated prepositions": (
        "met/VERB/0/ROOT in/ADP/1/prep Lima/PROPN/2/pobj and/CCONJ/2/cc near/ADP/2/conj Oslo/PROPN/5/pobj",
        {"met": "ROOT met", "in": "case Lima", "Lima": "obl met", "and": "cc Lima", "near": "case Oslo", "Oslo": "conj Lima"},
    ),
    "a preposition on top": (
        "In/ADP/0/ROOT Lima/PROPN/1/pobj",
        {"In": "case Lima", "Lima": "ROOT Lima"},
    ),
    "a participle as preposition": (
        "states/NOUN/0/ROOT including/VERB/1/prep Chile/PROPN/2/pobj",
        {"states": "ROOT states", "including": "case Chile", "Chile": "nmod states"},
    ),
    "according to": (
        "According/VERB/5/prep to/ADP/1/prep Ruiz/PROPN/2/pobj it/PRON/5/nsubj failed/VERB/0/ROOT",
        {"According": "case Ruiz", "to": "case Ruiz", "Ruiz": "obl failed", "it": "nsubj failed", "failed": "ROOT failed"},
    ),
    "a preposition without object": (
        "came/VERB/0/ROOT in/ADP/1/prep",
        {"came": "ROOT came", "in": "advmod came"},
    ),
    "copula with a noun": (
        "Ruiz/PROPN/2/nsubj is/AUX/0/ROOT now/ADV/2/advmod president/NOUN/2/attr of/ADP/4/prep Chile/PROPN/5/pobj",
        {
            "Ruiz": "nsubj president",
            "is": "cop president",
            "now": "advmod president",
            "president": "ROOT president",
            "of": "case Chile",
            "Chile": "nmod president",
        },
    ),
    "copula in a clause": (
        "said/VERB/0/ROOT it/PRON/3/nsubj was/AUX/1/ccomp safe/ADJ/3/acomp",
        {"said": "ROOT said", "it": "nsubj safe", "was": "cop safe", "safe": "ccomp said"},
    ),
    "attribute of another verb": (
        "Ruiz/PROPN/2/nsubj became/VERB/0/ROOT president/NOUN/2/attr",
        {"Ruiz": "nsubj became", "became": "ROOT became", "president": "xcomp became"},
    ),
    "passive": (
        "Beck/PROPN/3/nsubjpass was/AUX/3/auxpass invited/VERB/0/ROOT by/ADP/3/agent Ruiz/PROPN/4/pobj",
        {
            "Beck": "nsubj:pass invited",
            "was": "aux:pass invited",
            "invited": "ROOT invited",
            "by": "case Ruiz",
            "Ruiz": "obl:agent invited",
        },
    ),
    "a clause behind a preposition": (
        "left/VERB/0/ROOT after/ADP/1/prep meeting/VERB/2/pcomp Beck/PROPN/3/dobj",
        {"left": "ROOT left", "after": "mark meeting", "meeting": "advcl left", "Beck": "obj meeting"},
    ),
    "dative": (
        "gave/VERB/0/ROOT Beck/PROPN/1/dative it/PRON/1/dobj",
        {"gave": "ROOT gave", "Beck": "iobj gave", "it": "obj gave"},
    ),
    "dative with to": (
        "gave/VERB/0/ROOT it/PRON/1/dobj to/ADP/1/dative Beck/PROPN/3/pobj",
        {"gave": "ROOT gave", "it": "obj gave", "to": "case Beck", "Beck": "obl gave"},
    ),
    "a chain of conjuncts": (
        "Ruiz/PROPN/6/nsubj Beck/PROPN/1/conj Cole/PROPN/2/conj and/CCONJ/3/cc Lind/PROPN/3/conj met/VERB/0/ROOT",
        {"Ruiz": "nsubj met", "Beck": "conj Ruiz", "Cole": "conj Ruiz", "and": "cc Cole", "Lind": "conj Ruiz", "met": "ROOT met"},
    ),
    "possessive and relative clause": (
        "her/PRON/2/poss aide/NOUN/0/ROOT who/PRON/4/nsubj left/VERB/2/relcl",
        {"her": "nmod:poss aide", "aide": "ROOT aide", "who": "nsubj left", "left": "acl:relcl aide"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_trees(name):
    text, expected = CASES[name]
    assert converted(text) == expected


DEPS = ["prep", "agent", "dative", "pobj", "pcomp", "conj", "attr", "acomp", "nsubj", "dobj", "obl", "nmod", "cc", "ROOT"]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))  # a token hangs on one before it in this order, or on itself
    heads = list(range(size))
    for place, i in enumerate(order[1:], 1):
        heads[i] = draw(st.sampled_from([*order[:place], i]))

    def column(values: list[str]) -> list[str]:
        return draw(st.lists(st.sampled_from(values), min_size=size, max_size=size))

    return Tree(heads, column(DEPS), column(["ADP", "VERB", "NOUN", "AUX", "SCONJ"]), column(["be", "x"]))


def roots(tree: Tree) -> list[int]:
    """The topmost token above each token; fails when there is none."""
    found = []
    for start in range(len(tree.heads)):
        i, steps = start, 0
        while tree.heads[i] != i:
            i, steps = tree.heads[i], steps + 1
            assert steps <= len(tree.heads), "a circle"
        found.append(i)
    return found


def groups(tree: Tree) -> list[list[int]]:
    above = roots(tree)
    return sorted([i for i, r in enumerate(above) if r == root] for root in set(above))


@given(trees())
def test_any_tree_stays_a_tree_of_the_same_tokens(tree):
    before = groups(tree)
    convert(tree)
    assert groups(tree) == before
    assert not set(tree.deps) & (set(RENAMED) - set(RENAMED.values()))


def test_a_doc_keeps_its_words_tags_and_names():
    vocab = spacy.blank("en").vocab
    doc = Doc(
        vocab,
        words=["Ruiz", "flew", "to", "New", "Oslo"],
        spaces=[True, True, True, True, False],
        pos=["PROPN", "VERB", "ADP", "PROPN", "PROPN"],
        tags=["NNP", "VBD", "IN", "NNP", "NNP"],
        morphs=["", "Tense=Past", "", "", ""],
        lemmas=["Ruiz", "fly", "to", "New", "Oslo"],
        heads=[1, 1, 1, 4, 2],
        deps=["nsubj", "ROOT", "prep", "compound", "pobj"],
        ents=["B-PERSON", "O", "O", "B-GPE", "I-GPE"],
    )
    new = universal(doc)
    assert new.text == doc.text
    assert [(e.text, e.label_) for e in new.ents] == [("Ruiz", "PERSON"), ("New Oslo", "GPE")]
    assert [(t.tag_, t.lemma_, str(t.morph)) for t in new] == [(t.tag_, t.lemma_, str(t.morph)) for t in doc]
    assert [(t.dep_, t.head.text) for t in new] == [
        ("nsubj", "flew"),
        ("ROOT", "flew"),
        ("case", "Oslo"),
        ("compound", "Oslo"),
        ("obl", "flew"),
    ]


def test_the_shipped_reader_needs_no_mapping(nlp):
    assert not is_clearnlp(nlp)
    other = spacy.blank("en")
    other.add_pipe("parser").add_label("pobj")
    assert is_clearnlp(other)
