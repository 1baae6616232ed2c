"""What may stand between a cue and its content: adverbs, times, addressees, channels."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract._time_words import time_sort
from kg.extract.said import through as through
from kg.extract.said.channel import channel_noun
from kg.extract.said.hearer import whole
from kg.extract.said.passage import MARKS, Passage
from kg.extract.said.people import can_listen, person_noun
from kg.extract.said.words import words
from kg.model import Tokens

QUESTION = {"whether", "how", "why", "what", "if", "when", "where", "who"}
MODIFYING = {
    "in", "on", "at", "during", "after", "before", "from", "via", "through", "to", "with", "by", "over", "for", "of", "upon", "alongside",
    "following", "ahead", "amid", "since", "until", "near", "about", "despite", "under", "behind", "outside", "inside", "across", "within",
}  # fmt: skip
REACTION = {"response", "reply", "reaction", "answer", "addition", "reference", "regard", "relation"}
EARLIER = {"before", "earlier", "after", "later"}
DOING = {"before", "after", "while", "when", "upon", "on", "since", "following"}
ACTIVITY = 14
TIMES = {"earlier", "later", "time", "hours", "minutes"}


class Tail(NamedTuple):
    """What follows a cue: where content could begin, and the addressee and channel passed on the way."""

    at: int
    addressee: Tokens | None
    channel: Tokens | None


def modifiers(passage: Passage, i: int, limit: int) -> Tail:
    """Walk over adverbs, times and prepositional phrases behind a cue."""
    doc, first = passage.doc, i
    addressee = channel = None
    while i < limit:
        token = doc[i]
        if token.pos_ == "ADV" and token.lower_ not in QUESTION and not (token.lower_ == "so" and doc[i + 1].lower_ == "far"):
            i += 1
        elif (behind := _activity(passage, i, limit)) > i:
            i = behind
        elif token.lower_ in MODIFYING and token.pos_ in {"ADP", "PART", "SCONJ", "VERB", "ADV"}:
            phrase = passage.phrase_at(i + 1, limit)
            if phrase is None or (token.lower_ == "to" and doc[i + 1].pos_ in {"VERB", "AUX"}):
                break
            if token.lower_ == "to" and channel_noun(doc[phrase.end - 1]) == "medium":
                channel = channel or phrase  # posted to Facebook
            elif addressee is None and _listens(doc, i, first, phrase):
                addressee = phrase = whole(passage, phrase, limit)
            elif channel is None:
                channel = through.channel(passage, i, limit)
            i = _with_another(passage, phrase.end, limit)
        elif (
            channel is not None
            and i == channel.end
            and token.pos_ == "VERB"
            and token.lower_.endswith("ed")
            and i + 1 < limit
            and doc[i + 1].pos_ == "ADP"
        ):
            i += 1
        elif _is_time(passage, i, limit):
            phrase = passage.phrase_at(i, limit)
            i = phrase.end if phrase else i + 1
        else:
            break
    return Tail(i, addressee, channel)


def _with_another(passage: Passage, i: int, limit: int) -> int:
    """Behind a second name, too, where that or more of such words follow: said in a call with Ruiz and Beck in May that."""
    more = passage.phrase_at(i + 1, limit) if i + 1 < limit and passage.doc[i].lower_ == "and" else None
    if more is None or more.end >= limit or passage.doc[more.end - 1].ent_type_ not in {"PERSON", "LOC", "GPE", "ORG"}:
        return i
    after = passage.doc[more.end]
    return more.end if after.lower_ == "that" or after.pos_ == "ADP" or after.text == ":" else i


def _activity(passage: Passage, i: int, limit: int) -> int:
    """Where what was said begins behind what the speaker did then: said after meeting Beck in Lima that; or ``i``."""
    doc = passage.doc
    if doc[i].lower_ in EARLIER and i + 1 < limit and doc[i + 1].lower_ == "that" and i and timely(doc[i - 1]):
        return i + 1  # told reporters the night before that
    if i + 2 < limit and doc[i].pos_ == "VERB" and doc[i].lower_.endswith("ing") and i and doc[i - 1].lower_ in words("reporters"):
        rest = range(i + 1, min(limit, i + ACTIVITY))
        return next((j for j in rest if doc[j].lower_ == "that" and passage.finite(i + 1, j) < 0), i)  # reporters travelling with him that
    if doc[i].lower_ not in DOING or i + 2 >= limit:
        return i
    if not doc[i + 1].lower_.endswith("ing"):
        return _event(passage, i, limit)
    stop = passage.finite(i + 2, min(limit, i + ACTIVITY))
    rest = range(i + 2, stop if stop > 0 else min(limit, i + ACTIVITY))
    at = next((j for j in rest if doc[j].text in {",", ":", *MARKS} or (doc[j].lower_ == "that" and doc[j].pos_ == "SCONJ")), i)
    return i if doc[at].text == "," else at


def _event(passage: Passage, i: int, limit: int) -> int:
    """Where what was said begins behind something that happened then: said before the vote was held that; or ``i``."""
    doc, verb = passage.doc, passage.finite(i + 1, min(limit, i + ACTIVITY))
    if verb < 0 or doc[i].lower_ in {"on", "upon", "when"} or doc[i + 1].lower_ in {"that", "it"}:
        return i  # after it emerged that
    for j in range(i + 1, min(limit, i + ACTIVITY)):
        if doc[j].text in {",", ":", *MARKS} or (doc[j].lower_ == "that" and j <= verb):
            return i
        if doc[j].lower_ == "that" and doc[j].pos_ == "SCONJ":
            return j
    return i


def _listens(doc: Doc, i: int, first: int, phrase: Tokens) -> bool:
    """The preposition at ``i`` leads to a listener: said to Beck; shot back at Beck; joked with reporters."""
    head = doc[phrase.end - 1]
    if doc[i].lower_ in {"at", "with"}:
        return i == first and (head.ent_type_ == "PERSON" or (doc[i].lower_ == "with" and person_noun(head)))
    return doc[i].lower_ == "to" and can_listen(head) and not timely(head) and not (i > first and _bound(doc[i - 1]))


def _bound(noun: Token) -> bool:
    """A noun that "to" belongs to, not the verb of saying: in response to Beck; on her return to Lima; not "in a letter to Beck"."""
    return noun.lower_ in REACTION or (noun.pos_ == "NOUN" and not timely(noun) and not channel_noun(noun))


def _is_time(passage: Passage, i: int, limit: int) -> bool:
    if timely(passage.doc[i]):
        return True
    phrase = passage.phrase_at(i, min(limit, i + 3))
    return phrase is not None and timely(passage.doc[phrase.end - 1])


def timely(token: Token) -> bool:
    """A word of time, as in "on Monday", "last week", "earlier"."""
    return bool(time_sort(token)) or token.lower_ in TIMES
