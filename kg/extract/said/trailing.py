"""Cues behind or inside their content: “...,” Ruiz said; ..., the ministry said, ...; ..., it is said in business circles."""

from __future__ import annotations

from kg.extract._time_words import time_sort
from kg.extract.said.channel import channel_noun, issuer
from kg.extract.said.credible import asserted
from kg.extract.said.cues import Cue, participle
from kg.extract.said.extent import CONTRAST, own_cue
from kg.extract.said.modifiers import Tail, modifiers
from kg.extract.said.passage import MARKS, STOPS, Passage
from kg.extract.said.passive import passive
from kg.extract.said.scene import EMPTY, Scene, Trailing
from kg.extract.said.source import subject
from kg.extract.said.told import addressed
from kg.extract.said.words import words
from kg.model import Tokens

BREAKS = {",", "—", "–", "―", "?", "!"}
CIRCUMSTANCE = {"as", "after", "before", "amid", "following"}
RESERVE, RESERVED = {"although", "though", "without", "but"}, 10
NEVER = {"not", "n't", "n’t", "without", "nobody", "never", "no"}
TITLE = 3
AFTER_CUE = {"as", "while", "when", "after", "before", "according", "and", "but", "who"}


def trails(scene: Scene, cue: Cue) -> bool:
    """Recognise “...,” X said and "..., X said": note it and say True."""
    passage, doc = scene.passage, scene.passage.doc
    quote = passage.quote_of[cue.start]
    if not cue.entry.speaks or cue.form == "ing" or (quote is not None and quote.closed):
        return False
    if passive(passage, cue):
        return _hearsay(scene, cue)
    if not asserted(scene, cue):
        return False
    bounds = Tokens(scene.bounds.start, scene.limit)
    who = subject(passage, cue, bounds)
    if who is None or doc[who.phrase.start].lower_ in EMPTY | {"i", "we", "you"}:
        return False
    left = who.left
    while left > bounds.start and who.inverted and doc[left - 1].pos_ == "ADV":
        left -= 1
    if left <= bounds.start:
        return False
    close = left - 1 - (doc[left - 1].text == "," and left - 2 > bounds.start)  # “...”, said Ruiz
    quoted = doc[close].text in MARKS and not passage.opener(close) and passage.quote_of[close] is None
    if not quoted and doc[left - 1].text not in BREAKS:
        return False
    at = who.right if who.inverted else cue.end
    tail = _tail(passage, cue, at, scene.limit)
    whole = quoted and _speech(passage, close) and not _titled(scene, close + 1)
    if not _ends_there(scene, cue, tail, left, whole):
        return False
    source, channel = issuer(passage, who.phrase) if channel_noun(doc[who.phrase.end - 1]) else (who.phrase, None)
    item = Trailing(
        cue, Tokens(cue.start, cue.end), source, left, max(tail.at, at), tail._replace(channel=tail.channel or channel), quoted=whole
    )
    item.onward = _goes_on(scene, tail.at, left, whole)
    scene.trailing.append(item)
    return True


def _hearsay(scene: Scene, cue: Cue) -> bool:
    """..., it is said in American circles."""
    passage, doc = scene.passage, scene.passage.doc
    i = cue.start - 1
    while i > scene.bounds.start and doc[i].lower_ != "it" and doc[i].pos_ in {"AUX", "ADV"}:
        i -= 1
    if doc[i].lower_ != "it" or i <= scene.bounds.start or doc[i - 1].text != "," or cue.end + 1 >= scene.limit:
        return False
    phrase = passage.phrase_at(cue.end + 1, scene.limit)
    if (
        phrase is None
        or doc[cue.end].lower_ not in {"in", "by", "from"}
        or (doc[cue.end].lower_ == "in" and doc[phrase.end - 1].lower_ not in words("hearsay"))
    ):
        return False
    scene.trailing.append(Trailing(cue, Tokens(cue.start, cue.end), phrase, i, phrase.end, Tail(phrase.end, None, None)))
    return True


def _titled(scene: Scene, left: int) -> bool:
    """Only a name stands in the marks: On the broadcast of “The Week,” Ruiz said ..."""
    passage, doc = scene.passage, scene.passage.doc
    quote = passage.quote_of[left - 2]
    if quote is None or quote.start - 1 <= scene.bounds.start or quote.end - quote.start > 7:
        return False
    lead = Tokens(scene.bounds.start, quote.start - 1)
    return doc[lead.start].pos_ in {"ADP", "SCONJ", "ADV"} and passage.finite(*lead) < 0


def _ends_there(scene: Scene, cue: Cue, tail: Tail, left: int, whole: bool) -> bool:
    """Nothing behind the cue is its content."""
    passage, doc = scene.passage, scene.passage.doc
    after = doc[tail.at] if tail.at < scene.limit else None
    if after is not None and (after.lower_ == "that" or (after.text == ":" and not whole)):
        return False
    if whole:
        return True
    if after is not None and after.text == "," and doc[left - 1].text == "," and _broken(scene, tail.at, left):
        return True
    done = after is None or after.text in BREAKS | STOPS or after.lower_ in AFTER_CUE
    if not done and after is not None:
        rest = passage.finite(tail.at, _next_break(scene, tail.at))
        done = rest < 0 and after.text not in MARKS | {":"} and after.lower_ != "to" and "object" not in cue.entry.frames
    return done and (passage.finite(scene.bounds.start, left) >= 0 or _headline(scene, cue, left))


def _headline(scene: Scene, cue: Cue, left: int) -> bool:
    """A headline without a finite verb: Russia to leave grain deal, says Turkey. It stands alone in its paragraph, without a full stop."""
    passage = scene.passage
    paragraph = passage.paragraphs[passage.paragraph_of[cue.start]]
    alone = scene.bounds.start == paragraph.start and scene.limit == paragraph.end
    return alone and cue.form == "third" and left - scene.bounds.start > TITLE


def _next_break(scene: Scene, at: int) -> int:
    """The next comma behind ``at`` with a participial cue behind it, or the end."""
    doc = scene.passage.doc
    commas = (i for i in range(at, scene.limit - 1) if doc[i].text == "," and participle(doc, i + 1, scene.limit))
    return next(commas, scene.limit)


def _broken(scene: Scene, at: int, left: int) -> bool:
    """The cue stands between commas inside its content: The plan, Ruiz said, is dead."""
    passage = scene.passage
    if participle(passage.doc, at + 1, scene.limit) or passage.opener(at + 1) or passage.finite(at + 1, scene.limit) < 0:
        return False
    return passage.doc[scene.bounds.start].text not in MARKS and passage.sentence_of[at] == passage.sentence_of[left]


def _circumstance(passage: Passage, at: int) -> bool:
    """When or while what was said: "hours after ...", "as ...", "amid ..."."""
    doc = passage.doc
    if at < len(doc) and doc[at].lower_ in CIRCUMSTANCE:
        return True
    if at < len(doc) and doc[at].lower_ in RESERVE:
        clause = doc[at : at + RESERVED]
        return any(t.lower_ in words("reserved") for t in clause) and any(t.lower_ in NEVER for t in clause)
    return any(time_sort(t) for t in doc[at : at + 2]) and any(t.lower_ in ("after", "before") for t in doc[at + 1 : at + 4])


def _goes_on(scene: Scene, at: int, left: int, whole: bool) -> bool:
    """The content goes on behind the cue: after a comma, in quotation marks if it was quoted before."""
    passage, doc, start = scene.passage, scene.passage.doc, scene.bounds.start
    if at >= scene.limit or doc[at].text not in {",", "—", "–"} | MARKS or participle(passage.doc, at + 1, scene.limit):
        return False
    if at + 2 < scene.limit and doc[at + 1].lower_ in CONTRAST - {"and"} and own_cue(passage, at + 2, scene.limit):
        return False  # the port will close, Ruiz said, although another said it would not
    opens = passage.opener(at) or passage.opener(at + 1)
    if not opens and not whole and _circumstance(passage, at + 1) and passage.finite(start, left) >= 0:
        return False  # the port will close, Ruiz said, hours after the storm: the narrator's words
    return opens if whole else doc[at].text in {",", "—", "–"}


def _tail(passage: Passage, cue: Cue, at: int, limit: int) -> Tail:
    """Addressee and channel behind a trailing cue: told reporters in Lima on Sunday."""
    doc = passage.doc
    addressee = None
    if any(f.startswith("person") for f in cue.entry.frames) and at < limit:
        phrase = passage.phrase_at(at, limit)
        if phrase and doc[phrase.end - 1].lower_ != "that":
            addressee, at = phrase, phrase.end
    while at < limit and doc[at].text == ",":
        behind = _apposition(passage, at, limit)
        if behind == at:
            break
        at = behind
    tail = modifiers(passage, at, limit)
    told, occasion = addressed(passage, addressee) if addressee is not None else (None, None)
    return Tail(tail.at, told or tail.addressee, occasion or tail.channel)


def _apposition(passage: Passage, at: int, limit: int) -> int:
    """Behind an inverted speaker: said Ruiz, the minister of trade."""
    doc = passage.doc
    phrase = passage.phrase_at(at + 1, limit)
    if phrase is None or doc[phrase.start].pos_ == "PRON" or passage.quote_of[at + 1] is not None:
        return at
    i = modifiers(passage, phrase.end, limit).at
    return i if i >= limit or doc[i].text in {",", "."} else at


def _speech(passage: Passage, close: int) -> bool:
    """The quotation that ends at ``close`` is a stretch of speech, not one quoted word."""
    quote = passage.quote_of[close - 1]
    return quote is not None and (quote.end - quote.start > 3 or passage.doc[close - 1].text in {",", "?", "!"})
