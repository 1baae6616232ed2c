"""Stances: that a speaker is for, against, concerned about or neutral towards an issue, where the words of a statement show it.

Precision goes before recall. A stance needs a word of the lexicon with the issue as its complement, no question, no "could" or "if" about
it, and the speaker as who takes it: the word is the cue itself or what the cue expresses, or its subject is a pronoun of the speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.extract.stances.reach import reached
from kg.extract.stances.words import StanceWord, stance_of
from kg.model import IssueMention, Position, StanceMention, StatementMention, Tokens

KINDS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "AUX": "verb"}
SELF = {"i", "we", "he", "she", "they", "it"}
OWNERS = {"my", "our", "his", "her", "their", "its"}
NOT = {"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"}
UNSURE = {"would", "could", "may", "might", "can", "if", "whether", "unless"}
REFUSING = {"refuse", "decline", "fail", "stop", "cease"}
EXPRESSING = {"say.object", "say.clause", "say.quote", "express.object", "express.object-prep", "urge.object", "promise.object"}
DISTANT = {
    "note", "discuss", "cite", "dismiss", "reject", "downplay", "acknowledge", "brush", "shrug", "rebuff", "rebut", "refute", "echo",
    "question", "play",
}  # fmt: skip
BIDDING = {"urge.person-to", "urge.to", "promise.to", "think.to"}
LEADING = {"DET", "ADJ", "ADV", "PUNCT", "CCONJ"}
TURNED: dict[Position, Position] = {"For": "Against", "Against": "For"}


def extract(
    doc: Doc, statements: Sequence[StatementMention], issues: Sequence[IssueMention]
) -> Iterator[tuple[StatementMention, StanceMention]]:
    """Yield the stances of each statement towards the issues in its content, one an issue, in the order of statements and issues."""
    for statement in statements:
        inside = [m for m in issues if any(s <= m.tokens.start and m.tokens.end <= e for s, e in statement.content) and _named(doc, m)]
        triggers = list(_triggers(doc, statement)) if inside else []
        taken = set()
        for issue in inside:
            stance = next((s for t in triggers if (s := _stance(doc, statement, t, issue))), None)
            if stance is not None and issue.concept not in taken:
                taken.add(issue.concept)
                yield statement, stance


def _named(doc: Doc, issue: IssueMention) -> bool:
    """The words name the matter itself: who is for "gun rights" is not for the concept "gun control" that they are filed under."""
    here = {w for t in doc[slice(*issue.tokens)] for w in (t.lower_, t.lemma_.lower())}
    return issue.candidate or any(set(part.split()) <= here for part in issue.label.lower().split(" and "))


def _to_be_done(doc: Doc, issue: Tokens) -> bool:
    """An infinitive follows, so that its doing is called for: called for the killers to be tried."""
    return issue.end + 1 < len(doc) and doc[issue.end].lower_ == "to" and doc[issue.end + 1].pos_ in {"VERB", "AUX"}


def _triggers(doc: Doc, statement: StatementMention) -> Iterator[tuple[Token, StanceWord]]:
    """The stance words of a statement: its cue first, then those in its content."""
    places = [*(range(*statement.cue) if statement.cue else ()), *(i for part in statement.content for i in range(*part))]
    for i in dict.fromkeys(places):
        token = doc[i]
        kinds = ["adjective"] if token.lower_ == "against" else [KINDS.get(token.pos_, "")]
        kinds += ["deed", "adjective"] if token.pos_ == "VERB" else []  # "she was opposed to": a participle to the reader
        for kind in kinds:
            for entry in stance_of(token.lower_, kind) or stance_of(token.lemma_, kind):
                yield token, entry


def _stance(doc: Doc, statement: StatementMention, trigger: tuple[Token, StanceWord], issue: IssueMention) -> StanceMention | None:
    token, entry = trigger
    reach = reached(token, entry, issue.tokens)
    if reach is None or entry.position is None or not _speakers_own(doc, statement, token, entry):
        return None
    position: Position | None = entry.position
    if _doubtful(doc, token) or ("prep:for" in entry.frames and entry.kind == "verb" and _to_be_done(doc, issue.tokens)):
        return None
    if _denied(token) and "no:" not in " ".join(entry.frames):
        position = "Against" if position == "For" and entry.kind == "verb" else None
    if reach.reversed and position is not None:
        position = TURNED.get(position, position)
    if position is None:
        return None
    places = [token.i, issue.tokens.start, issue.tokens.end - 1, *reach.over]
    return StanceMention(issue.tokens, issue.concept, position, Tokens(min(places), max(places) + 1), f"stance.{entry.kind}.{entry.word}")


def _speakers_own(doc: Doc, statement: StatementMention, token: Token, entry: StanceWord) -> bool:
    """Whether the speaker is who takes the position."""
    cue = statement.cue
    if cue is not None and cue.start <= token.i < cue.end:
        return True
    sort = statement.rule.removeprefix("statement.")
    if cue is not None and doc[cue.start].lemma_.lower() in DISTANT:
        return False
    subject = next((c for c in _holder(token).children if c.dep_ in {"nsubj", "nsubj:pass"}), None)
    if entry.kind == "noun" and sort in EXPRESSING and _expressed(statement, token):
        return True
    if entry.kind in {"verb", "deed"} and token.i == _first(doc, statement) and sort in BIDDING:
        return True  # urged Beck to lift the sanctions; pledged to uphold the ceasefire
    if entry.kind == "deed":
        return False
    if subject is None and entry.kind == "verb" and token.dep_ in {"conj", "xcomp", "advcl"}:
        subject = next((c for c in token.head.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in SELF:
        return False
    if subject.lower_ in {"it", "they"} and statement.source is not None and doc[statement.source.end - 1].ent_type_ == "PERSON":
        return False  # "Ruiz said it opposes": another body does
    first_person = subject.lower_ in {"i", "we"}
    return first_person == (statement.mode == "Direct") or (first_person and statement.mode == "Mixed")


def _holder(token: Token) -> Token:
    """The verb whose subject takes the position: of "she has no objection to", "has"; of "is against", "against" itself or its head."""
    if token.pos_ in {"NOUN", "ADP"} and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    if token.lower_ == "against" and token.head.pos_ in {"NOUN", "PROPN"}:
        return token.head  # she was against the tariffs: the tariffs are the head
    return token


def _expressed(statement: StatementMention, token: Token) -> bool:
    """The noun is what the cue expresses: the head of the content, owned by nobody else."""
    before = token.doc[statement.content[0].start : token.i]
    if any(c.dep_ == "nmod:poss" and c.lower_ not in OWNERS for c in token.children):
        return False
    return all(t.pos_ in LEADING or t.lower_ in OWNERS or t.dep_ in {"compound", "conj"} for t in before)


def _first(doc: Doc, statement: StatementMention) -> int:
    """The first verb of a content that is an infinitive: lift in "to lift the sanctions"."""
    i, end = statement.content[0]
    if doc[i].lower_ != "to":
        return -1
    return next((j for j in range(i + 1, end) if doc[j].pos_ == "VERB"), -1)


def _doubtful(doc: Doc, token: Token) -> bool:
    """A question, a condition, or what could be."""
    holder = _holder(token)
    around = [c for t in {token, holder} for c in t.children if c.i < t.i]
    if any(c.lower_ in UNSURE for c in around):
        return True
    end = next((t for t in doc[token.i :] if t.text in {".", "?", "!"}), None)
    return end is not None and end.text == "?"


def _denied(token: Token) -> bool:
    holder = _holder(token)
    near = [c for t in {token, holder} for c in t.children]
    if any(c.lower_ in NOT for c in near if c.i < max(token.i, holder.i)):
        return True
    above = token.head if token.dep_ == "xcomp" else holder.head if holder.dep_ == "xcomp" else None
    return above is not None and (above.lemma_.lower() in REFUSING or any(c.lower_ in NOT for c in above.children))
