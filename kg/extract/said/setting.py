"""Settings: where words are spoken or posted, told in one sentence and holding for what the next ones quote.

At a news conference, Ruiz welcomed the deal. She said ...; at a joint news conference both hosts and guests speak; what somebody "wrote"
stands where the sentence before has it announced ("which she announced on X").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.said import through as through
from kg.extract.said.channel import channel_noun
from kg.extract.said.passage import Passage
from kg.extract.said.scene import Attribution
from kg.extract.said.words import words
from kg.model import Tokens

JOINT = {"joint", "shared"}
REACH = 4
ONE = {"he", "she", "they"}
APPEARING = {"appeared", "appears", "speaks"}
STAGING = {"held", "holds", "gave", "gives", "delivered", "delivers", "made"}
WRITTEN = {"wrote", "writes", "posted", "posts", "tweeted", "tweets"}


def with_settings(passage: Passage, found: Sequence[Attribution], opened: dict[int, Tokens]) -> list[Attribution]:
    """Give attributions without a channel the one that the story has just set up; ``opened`` has sentences' channels in front."""
    posts = _posts(passage)
    return [a if a.channel is not None else replace(a, channel=_setting(passage, a, opened) or _posted(passage, a, posts)) for a in found]


def staged(passage: Passage, bounds: Tokens) -> Tokens | None:
    """The occasion or medium that a sentence tells of: held a press conference, gave a speech; addressed the nation on television."""
    for i in range(bounds.start, bounds.end - 2):
        if passage.doc[i].lower_ in words("contacted") | APPEARING and passage.quote_of[i] is None:
            found = _spoken_at(passage, i + 1, bounds.end)
            if found is not None:
                return found
        if passage.doc[i].lower_ in STAGING and passage.quote_of[i] is None:
            phrase = passage.phrase_at(i + 1, bounds.end)
            if phrase and channel_noun(passage.doc[phrase.end - 1]) == "occasion":
                return phrase
    return None


def _spoken_at(passage: Passage, at: int, stop: int) -> Tokens | None:
    """The occasion or medium behind a verb of speaking and who is addressed: spoke at a rally; addressed the nation on television."""
    doc = passage.doc
    if doc[at].lower_ == "to" or doc[at].pos_ in {"DET", "PRON", "NOUN", "PROPN"}:
        whom = passage.phrase_at(at + (doc[at].lower_ == "to"), stop)
        at = whom.end if whom else at
    found = through.channel(passage, at, stop) if at < stop and doc[at].pos_ == "ADP" else None
    return found if found and channel_noun(doc[found.end - 1]) in {"occasion", "medium"} and doc[at].lower_ != "by" else None


def _setting(passage: Passage, a: Attribution, opened: dict[int, Tokens]) -> Tokens | None:
    """The occasion that opened a sentence before in the paragraph, for who goes on; one of several hosts also in the next paragraph.

    An occasion of the same sentence holds, too: gave a speech in which she called for.
    """
    doc, at = passage.doc, (a.cue or a.content[0]).start
    here = passage.sentence_of[at]
    if here in opened and opened[here].end <= at:
        return opened[here]
    last = max((n for n in opened if n < here), default=None)
    if a.source is None or last is None or here - last > REACH or channel_noun(doc[opened[last].end - 1]) not in {"occasion", "medium"}:
        return None
    far = passage.paragraph_of[at] - passage.paragraph_of[passage.sentences[last].start]
    joint = any(doc[i].lower_ in JOINT for i in range(*opened[last]))
    goes_on = far == 0 and a.source.end - a.source.start == 1 and doc[a.source.start].lower_ in ONE and not _another(passage, last, at)
    return opened[last] if goes_on or (joint and far <= 1 and doc[a.source.end - 1].ent_type_ in {"PERSON", ""}) else None


def _another(passage: Passage, opening: int, at: int) -> bool:
    """Somebody else has come up as a subject since: Ruiz denied it at a briefing. Beck gave a speech. He ..."""
    doc, (start, end) = passage.doc, passage.sentences[opening]
    known = {t.text for t in doc[start:end]}
    return any(t.ent_type_ == "PERSON" and t.dep_.startswith("nsubj") and t.text not in known for t in doc[end:at])


def _posts(passage: Passage) -> list[Tokens]:
    """The media that the story names behind "on": which she announced on X."""
    doc = passage.doc
    ons = (t.i for t in doc[:-1] if t.lower_ == "on")
    named = (through.channel(passage, i, passage.sentence(i).end) for i in ons)
    return [phrase for phrase in named if phrase and channel_noun(doc[phrase.end - 1]) == "medium"]


def _posted(passage: Passage, a: Attribution, posts: Sequence[Tokens]) -> Tokens | None:
    """The medium named last, in this paragraph or the one before, for what is written."""
    if a.cue is None or passage.doc[a.cue.start].lower_ not in WRITTEN:
        return None
    at = a.cue.start
    before = [p for p in posts if p.end <= at and passage.paragraph_of[at] - passage.paragraph_of[p.start] <= 1]
    return before[-1] if before else None
