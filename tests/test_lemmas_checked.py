"""Lemmas of verbs and nouns are words that there are."""

from __future__ import annotations

import json

import pytest

from kg.neural.lemmas import Lexicon

WORDS = {
    "VERB": {"words": "cancel close flee hop hope stag stage carry say sketch", "forms": {"fled": "flee", "said": "say"}},
    "NOUN": {"words": "territory clash talk", "forms": {}},
}
LEXICON = Lexicon(json.dumps(WORDS).encode())


@pytest.mark.parametrize(
    ("script", "form", "pos", "lemma"),
    [
        ("lower|2|", "cancelled", "VERB", "cancel"),  # "cancell" is no word
        ("lower|2|", "Closed", "VERB", "close"),
        ("lower|1|ad", "fled", "VERB", "flee"),
        ("lower|3|", "hoping", "VERB", "hope"),  # "hop" would be "hopping"
        ("lower|2|", "staged", "VERB", "stage"),
        ("lower|2|", "carried", "VERB", "carry"),
        ("lower|2|", "sketched", "VERB", "sketch"),
        ("lower|1|", "territories", "NOUN", "territory"),
        ("lower|1|", "clashes", "NOUN", "clash"),
    ],
)
def test_a_slip_is_put_right(script: str, form: str, pos: str, lemma: str):
    assert LEXICON.lemma(script, form, pos) == lemma


@pytest.mark.parametrize(
    ("script", "form", "pos", "lemma"),
    [
        ("lower|2|", "kibitzed", "VERB", "kibitz"),  # not listed: what the network made of it stays
        ("keep|0|", "President", "NOUN", "President"),
        ("lower|2|", "closed", "ADJ", "clos"),  # other kinds are not checked
        ("lower|0|", "re-emerged", "VERB", "re-emerged"),
    ],
)
def test_what_is_not_known_stays(script: str, form: str, pos: str, lemma: str):
    assert LEXICON.lemma(script, form, pos) == lemma


def test_a_broken_lexicon_is_told():
    with pytest.raises((ValueError, KeyError, TypeError)):
        Lexicon(b'{"VERB": {"words": 3, "forms": {}}}'.replace(b"3", b"[1"))
