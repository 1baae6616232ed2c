"""Whom a speaking "they", "it", "he" or "she" stands for when it is no named person: bodies, groups, unnamed officials, documents.

Persons are linked by coreference (``kg.resolve.coreference``), which comes first; this is asked when it finds nobody. Source of the
rule: the last speaker or subject that agrees in number and kind (Hobbs, "Resolving Pronoun References", 1978, in its simplest form).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.extract._phrases import is_plural, noun_sort
from kg.extract.said.channel import channel_noun
from kg.extract.said.nominals import with_conjunct
from kg.extract.said.passage import Passage
from kg.extract.said.people import PEOPLE, person_noun
from kg.extract.said.scene import Attribution
from kg.extract.said.words import words
from kg.model import Tokens

ONE = {"he", "she"}
SPEAKING = {"they", "it", *ONE}
BODIES = {"ORG", "GPE", "LOC"}
REACH = 3


def with_antecedents(passage: Passage, found: Sequence[Attribution]) -> list[Attribution]:
    """Give attributions whose source is a pronoun outside of quotation marks the phrase that it can stand for, where there is one.

    A channel that is "he" or "she" stays: whom it means as a speaker it means here, too.
    """
    out: list[Attribution] = []
    for new in sorted(found, key=lambda a: a.source or a.content[0]):
        if new.source is not None and _pronoun(passage, new.source):
            new = replace(new, antecedent=_antecedent(passage, new.source, new.content, out))
        if new.channel is not None and _pronoun(passage, new.channel) and passage.doc[new.channel.start].lower_ not in ONE:
            new = replace(new, channel=_antecedent(passage, new.channel, new.content, out))
        out.append(new)
    return out


def _pronoun(passage: Passage, phrase: Tokens) -> bool:
    at = phrase.start
    return phrase.end - at == 1 and passage.quote_of[at] is None and passage.doc[at].lower_ in SPEAKING


def _antecedent(passage: Passage, pronoun: Tokens, content: tuple[Tokens, ...], earlier: Sequence[Attribution]) -> Tokens | None:
    """The nearest phrase before the pronoun that spoke or was a subject, within a few sentences of this paragraph and the one before."""
    at, doc = pronoun.start, passage.doc
    word = doc[at].lower_
    spoke = _sources(earlier)
    for n in range(passage.sentence_of[at], max(-1, passage.sentence_of[at] - REACH), -1):
        bounds = passage.sentences[n]
        if passage.paragraph_of[at] - passage.paragraph_of[bounds.start] > 1:
            break
        told = [p for p in spoke if bounds.start <= p.start < bounds.end]
        for phrase in (*_nearest_first(told), *_nearest_first(p for p in _subjects(passage, bounds) if p not in told)):
            inside = any(start <= phrase.start < end for start, end in content)
            if phrase.end <= at and not inside and passage.quote_of[phrase.start] is None and _agrees(passage, phrase, word):
                return phrase
    known = [e for e in earlier if e.source and e.antecedent and doc[e.source.start].lower_ == word]
    near = [e for e in known if e.source and 0 < passage.sentence_of[at] - passage.sentence_of[e.source.start] <= REACH]
    return near[-1].antecedent if near else None


def _inside(phrase: Tokens, outer: Attribution) -> bool:
    return any(start <= phrase.start < end for start, end in outer.content)


def _nearest_first(phrases: Iterable[Tokens]) -> list[Tokens]:
    return sorted(set(phrases), key=lambda p: (-p.end, p.start))


def _sources(earlier: Sequence[Attribution]) -> list[Tokens]:
    """Those who spoke, or through whom something is known: "it said" is said by them before any other subject."""
    outer = [e for e in earlier if e.source and not any(_inside(e.source, o) for o in earlier if o is not e)]
    return [p for e in outer for p in (e.source, e.channel) if p is not None]


def _subjects(passage: Passage, bounds: Tokens) -> list[Tokens]:
    """The subjects of a sentence, each from its first word to its head."""
    doc = passage.doc
    heads = [i for i in range(*bounds) if doc[i].dep_.startswith("nsubj") and doc[i].pos_ in {"NOUN", "PROPN"}]
    phrases = [passage.phrase_back(i, bounds.start) for i in heads]
    return [with_conjunct(passage, p, bounds.end) for p in phrases if p is not None]


def _agrees(passage: Passage, phrase: Tokens, word: str) -> bool:
    doc = passage.doc
    head = doc[phrase.end - 1]
    sort = noun_sort(head)
    joined = any(doc[i].lower_ == "and" for i in range(*phrase))
    if word == "they":
        return (joined and any(doc[i].ent_type_ for i in range(*phrase))) or (is_plural(head) and person_noun(head))
    if joined or head.ent_type_ == "PERSON":
        return False
    if word == "it":
        body = sort == "body" or head.lower_ in words("body") or channel_noun(head) == "document"
        return head.ent_type_ in BODIES or (body and not is_plural(head))
    return not head.ent_type_ and not is_plural(head) and (sort in {"one", "voice", "military"} or head.lower_.endswith(PEOPLE))
