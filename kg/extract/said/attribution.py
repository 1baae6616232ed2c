"""Attributions within a sentence: each cue with its source and content."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.said import cues
from kg.extract.said import through as through
from kg.extract.said.according import accordings, bracketed
from kg.extract.said.before import before
from kg.extract.said.chain import chained
from kg.extract.said.channel import channel_noun, is_document, issuer
from kg.extract.said.coda import coda
from kg.extract.said.content import begin
from kg.extract.said.credible import asserted, credible, may_speak, quoted_from
from kg.extract.said.cues import Cue
from kg.extract.said.document import cited, of_the_source, worded
from kg.extract.said.extent import end, trim
from kg.extract.said.governor import governor
from kg.extract.said.letter import with_letters
from kg.extract.said.listener import with_listeners
from kg.extract.said.modifiers import modifiers, timely
from kg.extract.said.noun import nominal
from kg.extract.said.passage import Passage
from kg.extract.said.passive import by_agent, passive
from kg.extract.said.quoted import quoted_behind, quoter
from kg.extract.said.scene import Attribution, Scene, begins, limit
from kg.extract.said.setting import staged, with_settings
from kg.extract.said.source import BE, subject
from kg.extract.said.trailing import trails
from kg.extract.said.words import words
from kg.model import Tokens

BARE = {"object", "prep"}
THEMSELVES = {"he", "she", "they"}
OWN = {"think", "state", "express", "promise"}
WHO = {"who", "whose", "which"}
NEAR = 3
FRONT = 2
CLAUSE = 10
CLAUSES = {"that", "quote", "clause", "colon", "person", "person-to", "question", "to"}


def attributions(passage: Passage) -> list[Attribution]:
    """Every attribution of the document by a cue of its own, in text order."""
    out: list[Attribution] = []
    opened: dict[int, Tokens] = {}
    for n, bounds in enumerate(passage.sentences):
        inner = Tokens(begins(passage, bounds), bounds.end)
        scene = Scene(passage, inner, limit(passage, inner))
        cues = _cues_of(scene)
        accordings(scene)
        quoted_behind(scene)
        taken = {t.tokens.start for t in scene.trailing if t.cue is not None}
        rest = [c for c in cues if c.start not in taken and not trails(scene, c)]
        before(scene)
        scene.channel = _occasion(scene)
        if scene.channel is not None and scene.channel.start - inner.start <= FRONT:
            opened[n] = scene.channel
        elif (stage := staged(passage, inner)) is not None:
            opened[n] = stage
        for cue in rest:
            _after(scene, cue)
        nominal(scene)
        out += sorted(with_listeners(scene, chained(scene)), key=lambda a: (a.cue or a.content[0], a.content))
    return with_letters(passage, with_settings(passage, out, opened))


def _cues_of(scene: Scene) -> list[Cue]:
    out: list[Cue] = []
    for i in range(*scene.bounds):
        if not out or i >= out[-1].end:
            out += cues.find(scene.passage.doc, i)[:1]
    return out


def _occasion(scene: Scene) -> Tokens | None:
    """A channel in front of the main clause: At a news conference, ...; Speaking on state television, ..."""
    passage, doc = scene.passage, scene.passage.doc
    for i in range(scene.bounds.start, min(scene.limit, scene.bounds.start + 6)):
        noun = i > scene.bounds.start and doc[i - 1].pos_ in {"NOUN", "PROPN"}
        within = noun and not timely(doc[i - 1]) and doc[i - 1].lower_ not in {"appearance", "appearances"}
        if doc[i].pos_ in {"ADP", "SCONJ"} and not within and (found := through.channel(passage, i, scene.limit)):
            return found
        if doc[i].text == ",":
            break
    return None


def _after(scene: Scene, cue: Cue) -> None:
    """A cue with its content behind it."""
    passage = scene.passage
    inner = passage.sentence(cue.start)
    stop = min([scene.limit, inner.end, *(t.left for t in scene.trailing if t.left > cue.start and not bracketed(passage, cue, t))])
    while stop > cue.end and passage.doc[stop - 1].text in {",", ".", ";"}:
        stop -= 1
    first = max([scene.bounds.start, inner.start, *(t.right for t in scene.trailing if t.right <= cue.start and t.leading)])
    if passive(passage, cue):
        by_agent(scene, cue, stop)
        return
    stop = _relative(scene, cue, _participial(scene, cue, stop))
    quote = passage.quote_of[cue.start]
    if quote is not None and quote.closed and quoted_from(scene, cue):
        stop = min(stop, quote.end)  # Ruiz “condemned the attack” during the call
    if not asserted(scene, cue) or _expected(passage, cue):
        return
    subjectless = cue.form == "ing" and not _progressive(passage, cue)
    who = None if subjectless or _infinitive(passage, cue) else subject(passage, cue, Tokens(first, stop))
    if who and channel_noun(passage.doc[who.phrase.end - 1]) == "occasion":
        who = None  # "at a briefing said": no speaker
    if who is None and cue.start == scene.bounds.start and cue.form in {"past", "participle"}:
        return  # Asked when it would be, Ruiz said
    source = who.phrase if who else governor(scene, cue)
    if source is None or not may_speak(scene, cue, source, own=who is not None) or _own_mind(scene, cue, source):
        return
    content = begin(passage, cue, who.right if who and who.inverted else cue.end, stop)
    if content is None or content.start >= stop:
        _await(scene, cue, source)
        return
    if cue.form == "ing" and content.frame in BARE and passage.doc[cue.start - 1].pos_ in {"ADP", "SCONJ"}:
        return  # a gerund: "talks about raising the issue"
    close = end(passage, cue, content, stop)
    tail = coda(passage, cue, content, close)
    span = trim(passage, content.start, tail.at)
    if span is None or not _long_enough(passage, cue, span) or not credible(passage, cue, source, content.frame):
        return
    if of_the_source(passage, span):
        return
    if cue.entry.lemma == "cite" and (named := cited(passage, span)) is not None:
        scene.cited.append((source, named))
        return
    source, document = issuer(passage, source) if is_document(passage, source) else (source, None)
    rule = f"{cue.entry.sort}.{content.frame}"
    scene.found.append(
        Attribution(
            (span,),
            source,
            Tokens(cue.start, cue.end),
            rule,
            0.9 if who else 0.7,
            content.addressee or tail.addressee,
            content.channel or tail.channel or document or quoter(scene, cue) or worded(passage, cue) or scene.channel,
            content.frame in CLAUSES,
        )
    )


def _participial(scene: Scene, cue: Cue, stop: int) -> int:
    """A participle in front of its sentence ends at the comma before the main clause: When announcing the vote, Ruiz called on ..."""
    passage, doc = scene.passage, scene.passage.doc
    lead = range(scene.bounds.start, cue.start)
    if cue.form != "ing" or any(doc[i].pos_ not in {"ADP", "SCONJ", "ADV"} for i in lead) or len(lead) > NEAR:
        return stop
    commas = (i for i in range(cue.end, stop) if doc[i].text == "," and passage.quote_of[i] is None)
    return next((i for i in commas if passage.finite(cue.end, i) < 0 <= passage.finite(i, min(stop, i + CLAUSE))), stop)


def _relative(scene: Scene, cue: Cue, stop: int) -> int:
    """A relative clause ends at the comma before the verb of its main clause: Ruiz, who told Beck that it rained, said."""
    passage, doc = scene.passage, scene.passage.doc
    opens = next((i for i in range(cue.start - 1, scene.bounds.start, -1) if doc[i].text == ","), -1)
    if opens < 0 or doc[opens + 1].lower_ not in WHO or passage.quote_of[cue.start] is not None:
        return stop
    commas = (i for i in range(cue.end, stop - 1) if doc[i].text == "," and passage.quote_of[i] is None)
    return next((i for i in commas if passage.finite(i + 1, i + 2) >= 0 and doc[i + 1].pos_ in {"VERB", "AUX"}), stop)


def _await(scene: Scene, cue: Cue, source: Tokens) -> None:
    """A paragraph that ends in "Ruiz said:" announces the next one."""
    passage, doc = scene.passage, scene.passage.doc
    n = passage.paragraph_of[cue.start]
    last = scene.limit - 1
    if (
        cue.entry.speaks
        and doc[last].text == ":"
        and modifiers(passage, cue.end, last).at >= last
        and scene.bounds.end == passage.paragraphs[n].end
    ):
        passage.awaiting[n] = (source, Tokens(cue.start, cue.end))


def _long_enough(passage: Passage, cue: Cue, span: Tokens) -> bool:
    """Two words, or one that is quoted, demanded or denied: replied: “No.”; urged restraint; denied wrongdoing."""
    if span.end - span.start > 1:
        return True
    token = passage.doc[span.start]
    if passage.quote_of[span.start] is not None:
        return cue.entry.speaks
    return cue.entry.lemma in words("terse") and token.pos_ == "NOUN"


def _own_mind(scene: Scene, cue: Cue, source: Tokens) -> bool:
    """What speakers say of their own mind ("Ruiz said she was sure that") is what they say, and no second statement."""
    doc = scene.passage.doc
    word = doc[source.start].lower_
    if cue.entry.sort not in OWN or word not in THEMSELVES or cue.start - source.end > NEAR:
        return False
    outers = [a.source for a in scene.found if a.clausal and a.source is not None and a.content[0].start == source.start]
    return any(word == "they" or not _impersonal(doc[s.end - 1]) for s in outers)


def _impersonal(token: Token) -> bool:
    """A body, a place or a document: "he" is another in "the bank said he hopes"."""
    return token.ent_type_ in {"ORG", "LOC", "GPE"} or token.lower_ in {"it", "they"} or bool(channel_noun(token))


def _infinitive(passage: Passage, cue: Cue) -> bool:
    return cue.form == "base" and cue.start > 0 and passage.doc[cue.start - 1].lower_ == "to"


def _expected(passage: Passage, cue: Cue) -> bool:
    """What somebody has to do, or does something else for: are expected to report; met to talk about."""
    doc = passage.doc
    if not _infinitive(passage, cue) or cue.start < NEAR:
        return False
    governor = doc[cue.start - 2]
    bound = governor.pos_ in {"VERB", "ADJ"} and doc[cue.start - 3].lower_ in BE
    return bound or (cue.entry.lemma in {"talk", "speak"} and governor.pos_ != "VERB")


def _progressive(passage: Passage, cue: Cue) -> bool:
    i = cue.start - 1
    while i > 0 and passage.doc[i].pos_ in {"ADV", "PART"}:
        i -= 1
    return i >= 0 and passage.doc[i].lower_ in BE
