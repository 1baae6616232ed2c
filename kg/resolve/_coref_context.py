"""What syntax and quotation marks say about who a pronoun can be; the linking itself (``coreference``) knows token numbers only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract._office import office_phrases
from kg.extract._quotes import paragraphs, quotes
from kg.model import Anaphor, Mention, StatementMention, Tokens
from kg.resolve._coref_speaker import ONE, going_on, unnamed

SUBJECT = 3.0
MAIN_CLAUSE = 0.5
OBJECT = 1.75
MINOR = -1.0
POSSESSIVE = {"his", "her"}
REFLEXIVE = {"himself", "herself"}
MINOR_RELATIONS = ("compound", "nmod:desc")
OWNER_OF_SUBJECT = 1.5
# "He lost, making her the leader": what happened does it, not the subject.
RESULTS = {"make", "leave", "give", "put", "allow", "force", "cause", "bring", "earn", "cost", "prompt", "lead", "let", "help"}


@dataclass(slots=True)
class Context:
    """Hints for linking, all by first token.

    ``weights``: how much a mention stands out in its sentence; ``barred``: tokens whose persons an anaphor cannot mean; ``bound``:
    tokens of which it must mean the first that is a person; ``late``: anaphors inside quotations, linked after the others;
    ``invited``: the subject that an anaphor of the same or a dependent clause most easily means ("Sol said he ..." / "Sol left his ...").
    ``unnamed`` are offices of people without a name ("a Western diplomat said"), as place and last word, whom "the diplomat" means next;
    ``formal`` are titles in capitals that stand alone ("The Secretary"), as communiques have them: each stays with one holder.
    ``nobody`` are anaphors that mean somebody without a name unless the person that they are bound to.
    """

    sentence_of: Sequence[int]
    weights: Mapping[int, float] = field(default_factory=dict)
    barred: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    bound: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    late: frozenset[int] = frozenset()
    invited: Mapping[int, int] = field(default_factory=dict)
    unnamed: Sequence[tuple[int, str]] = ()
    nobody: frozenset[int] = frozenset()
    formal: frozenset[int] = frozenset()


def context(doc: Doc, mentions: Sequence[Mention], anaphors: Sequence[Anaphor], statements: Sequence[StatementMention]) -> Context:
    """The hints for one story."""
    sentence_of = [0] * len(doc)
    for number, sent in enumerate(doc.sents):
        for token in sent:
            sentence_of[token.i] = number
    quoted = {i for p in paragraphs(doc) for q in quotes(doc, p) for i in range(q.start, q.end)}
    barred: dict[int, tuple[int, ...]] = {}
    bound: dict[int, tuple[int, ...]] = {}
    invited: dict[int, int] = {}
    nobody: set[int] = set()
    ends = {m.tokens.end: m.tokens.start for m in mentions if m.kind == "person"}
    for a in anaphors:
        token = doc[a.tokens.start]
        if token.lower_ in POSSESSIVE and token.i - 1 in ends and doc[token.i - 1].lower_ in ("and", "or"):
            bound[token.i] = (ends[token.i - 1],)  # "Ana Sol and her son"
        subject = _local_subject(token)
        if token.lower_ in REFLEXIVE:
            bound[token.i] = tuple(i for i in (token.i - 1, subject) if i >= 0)
        elif token.dep_ in ("obj", "iobj") and a.gender and subject >= 0:
            barred[token.i] = (subject,)
        if a.office and not a.plural:
            barred[token.i] = _not_oneself(token, doc[a.tokens.end - 1])
        inviting = _inviting(token, subject) if a.gender else -1
        if inviting >= 0:
            invited[token.i] = inviting
        if token.i in quoted and a.gender:
            barred[token.i] = (*barred.get(token.i, ()), *_speaker(doc, token.i, statements))
    for at, others in _acted_on(doc, mentions, anaphors):
        barred[at] = (*barred.get(at, ()), *others)
    for at, last in going_on(doc, statements, sentence_of):
        bound.setdefault(at, tuple(range(last.end - 1, last.start - 1, -1)))
        if unnamed(doc[last.end - 1]):
            nobody.add(at)
    for at, named in _own_words(doc, mentions, statements):
        barred[at] = (*barred.get(at, ()), *named)
    spans = [m.tokens for m in mentions if m.kind == "person"] + [a.tokens for a in anaphors]
    return Context(
        sentence_of,
        {t.start: _weight(doc, t) for t in spans},
        barred,
        bound,
        frozenset(a.tokens.start for a in anaphors if a.tokens.start in quoted),
        invited,
        tuple(_unnamed(doc)),
        frozenset(nobody),
        frozenset(a.tokens.start for a in anaphors if a.office and not a.plural and not a.country and _formal(doc, a.tokens)),
    )


def _formal(doc: Doc, tokens: Tokens) -> bool:
    """True for "the Minister" and "the Prime Minister", with every word behind the determiner in capitals."""
    return tokens.end - tokens.start > 1 and all(t.text[0].isupper() for t in doc[tokens.start + 1 : tokens.end])


def _weight(doc: Doc, tokens: Tokens) -> float:
    """Subjects stand out, of main clauses most; owners and modifiers ("the Sol government") least."""
    root = doc[tokens.start : tokens.end].root
    while root.dep_ in ("flat", "appos") and root.head.i < root.i:  # "General Sol", "the premier, Ana Sol,": the title may be the head
        root = root.head
    if root.dep_.startswith("nsubj") and root.i > root.head.i and _subject_before(root.head) >= 0:
        return OBJECT  # "Sol thanked the minister": two subjects are one too many
    if root.dep_.startswith("nsubj"):
        verb = root.head
        return SUBJECT + (MAIN_CLAUSE if verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT") else 0.0)
    if root.dep_ == "conj" and root.head.dep_.startswith("nsubj") and root.head.i < root.i:
        return SUBJECT  # "Sol and Lund met"
    if root.dep_ == "nmod:poss" and root.head.dep_.startswith("nsubj"):
        return OWNER_OF_SUBJECT
    if root.dep_ in ("obj", "iobj", "obl", "obl:agent"):
        return OBJECT
    return MINOR if root.dep_ in MINOR_RELATIONS else 0.0


def _local_subject(token: Token) -> int:
    """The subject of the clause that a pronoun stands in, -1 if the tree has none."""
    verb = token.head
    for _ in range(3):
        subject = next((c.i for c in verb.children if c.dep_.startswith("nsubj") and c.i != token.i), -1)
        if subject >= 0 or (verb.dep_ == "advcl" and _loose(verb)) or verb.dep_ not in ("conj", "advcl", "xcomp", "obl", "nmod", "obj"):
            return subject
        verb = verb.head
    return -1


def _not_oneself(first: Token, head: Token) -> tuple[int, ...]:
    """Whom an office cannot mean: the subject that it is the object of ("Sol thanked the minister"), or whose kin it has.

    "Lund, who is the president's brother": neither is Lund the president.
    """
    verb = first.nbor(-1) if first.i > first.sent.start else head.head
    if verb.pos_ == "VERB" and (head.head == verb or head.dep_ in ("obj", "iobj")):  # trees take an object behind its verb for a subject
        subject = _subject_before(verb)
        return (subject,) if subject >= 0 else ()
    told = head.head
    if head.dep_ == "nmod:poss" and any(c.dep_ == "cop" for c in told.children):
        return (_subject_of(told), told.head.i) if told.dep_ == "acl:relcl" else (_subject_of(told),)
    return ()


def _inviting(token: Token, subject: int) -> int:
    """The subject of a possessive's own clause, of the verb that a pronoun's clause depends on, or before "also"; -1 if there is none."""
    if token.dep_ == "nmod:poss":
        return subject
    if token.dep_.startswith("nsubj") and token.head.dep_ in ("ccomp", "xcomp", "advcl"):
        return _subject_of(token.head.head)
    if token.dep_.startswith("nsubj") and token.sent.start > 0 and any(c.lower_ == "also" for c in token.head.children):
        return _subject_of(token.doc[token.sent.start - 1].sent.root)  # "Sol told Lund ... He also said": who did the one did the other
    return -1


def _subject_before(verb: Token) -> int:
    """The subject in front of a verb and nearest to it, -1 if there is none."""
    found = max((c.i for c in verb.children if c.dep_.startswith("nsubj") and c.i < verb.i), default=-1)
    return -1 if any(t.is_quote for t in verb.doc[max(found, 0) : verb.i]) else found


def _subject_of(verb: Token) -> int:
    return next((c.i for c in verb.children if c.dep_.startswith("nsubj")), -1)


def _loose(verb: Token) -> bool:
    """True if the subject of the clause above need not be this verb's: results, and "as prohibiting him"."""
    return verb.lemma_ in RESULTS or any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)


def _unnamed(doc: Doc) -> Iterator[tuple[int, str]]:
    """Offices behind "a" or "an" of somebody who acts and stays without a name: "a Western diplomat said"."""
    for phrase in office_phrases(doc):
        head = doc[phrase.tokens.end - 1]
        first = min(head.left_edge.i, phrase.tokens.start)
        acts = head.dep_.startswith("nsubj") or [t.lower_ for t in doc[max(first - 2, 0) : first]] == ["according", "to"]
        behind = phrase.tokens.end + (phrase.tokens.end < len(doc) and doc[phrase.tokens.end].text == ",")
        named = behind < len(doc) and doc[behind].ent_type_ == "PERSON"
        if acts and not named and doc[first].lower_ in ("a", "an", "another"):
            yield phrase.tokens.start, head.lower_


def _own_words(doc: Doc, mentions: Sequence[Mention], statements: Sequence[StatementMention]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each "he" or "she" that speaks and the names in its words: nobody calls themselves by name ("Sol would come, he said")."""
    starts = sorted(m.tokens.start for m in mentions if m.kind == "person")
    for said in statements:
        if said.source is not None and doc[said.source.start].lower_ in ONE:
            within = (starts[bisect_left(starts, c.start) : bisect_left(starts, c.end)] for c in said.content)
            yield said.source.start, tuple(i for part in within for i in part)


def _acted_on(doc: Doc, mentions: Sequence[Mention], anaphors: Sequence[Anaphor]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each subject that has no name, and the names behind its verb: "the minister thanked Minister Sol" tells of two ministers.

    Principle C of binding theory (Chomsky 1981): a name is not what a pronoun or title in front of its verb means.
    """
    people = [m.tokens for m in mentions if m.kind == "person"]
    for a in anaphors:
        root = doc[a.tokens.start : a.tokens.end].root
        if a.plural or not root.dep_.startswith("nsubj") or root.i > root.head.i:
            continue
        acts = {root.head.i} | {c.i for c in root.head.conjuncts if c.i > root.i and _subject_of(c) < 0}
        others = tuple(name.start for name in people if name.start > root.head.i and _argument_of(doc, name) in acts)
        if others:
            yield a.tokens.start, others


def _argument_of(doc: Doc, name: Tokens) -> int:
    """The verb that a name is an object or oblique of, titles and appositions aside, or -1."""
    root = doc[name.start : name.end].root
    while root.dep_ in ("flat", "appos", "compound", "nmod:desc") and root.head.i != root.i:
        root = root.head
    second = root.dep_.startswith("nsubj") and _subject_before(root.head) not in (
        -1,
        root.i,
    )  # an object taken for one
    return root.head.i if second or root.dep_ in ("obj", "iobj", "obl") else -1


def _speaker(doc: Doc, at: int, statements: Sequence[StatementMention]) -> tuple[int, ...]:
    """Tokens of the source of the shortest quotation around a token, with its apposition: nobody says "he" of himself."""
    around = [s for s in statements if s.source is not None and s.mode != "Indirect" and any(c.start <= at < c.end for c in s.content)]
    if not around:
        return ()
    inner = min(around, key=lambda s: sum(c.end - c.start for c in s.content))
    if inner.source is None:
        return ()
    end = inner.source.end
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].ent_type_ == "PERSON":  # "Sol's mother, Ola Lund, said"
        end += 2
    return tuple(range(inner.source.start, end))
