"""One article's mentions become facts: persons through chains, phrases through agents, time expressions through the dateline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from kg.extract._office import office_phrases
from kg.extract.names.words import is_kind
from kg.facts import ArticleFacts, Entity, Judgement, MeetingFact, Reference, StatementFact
from kg.model import Anaphor, IssueMention, MeetingMention, Mention, RoleMention, StanceMention, StatementMention, Story
from kg.resolve._coref_context import Context, context
from kg.resolve._coref_office import CLASSES, FOREIGN_MINISTERS, HEADS
from kg.resolve._role_related import RELATIONS
from kg.resolve.agents import Agents, person_key
from kg.resolve.coreference import Links, Office, link
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import in_office
from kg.resolve.meetings import meeting_facts
from kg.resolve.names import forms_of_one
from kg.resolve.persons import Person, cluster
from kg.resolve.repair import repaired, repairs
from kg.resolve.roles import role_facts
from kg.resolve.statements import statement_facts

LINKED_CONFIDENCE = 0.7
# A name put right can give away another ("Kane" by the meeting of "Chen Gang", who is Qin Gang).
MAX_ROUNDS = 3
ROYAL = {"king", "queen", "crown prince", "crown princess", "emperor", "emir", "sultan", "pope"}


def resolve(
    story: Story,
    *,
    mentions: Sequence[Mention],
    roles: Sequence[RoleMention],
    anaphors: Sequence[Anaphor],
    meetings: Sequence[MeetingMention],
    statements: Sequence[StatementMention],
    issues: Sequence[IssueMention],
    stances: Sequence[tuple[StatementMention, StanceMention]] = (),
    settled: Set[str] = frozenset(),
) -> ArticleFacts:
    """The facts of one article. Person keys are the article's own until ``identity.unify`` has seen the others.

    Names that the article garbles are found by what it says of their bearers, so it is read again where there are any; ``settled``
    holds those (``ARTICLE.person.NAME``) of whom the user has said who they are or are not.
    """
    people = cluster(mentions, _genders(story, mentions), _kin(story, mentions), frozenset(_royal(story, mentions)))
    hints = context(story.doc, mentions, anaphors, statements)

    def read(people: Sequence[Person]) -> ArticleFacts:
        return _facts(story, people, hints, mentions, roles, anaphors, meetings, statements, issues, stances)

    facts, judgements = read(people), tuple[Judgement, ...]()
    for _ in range(MAX_ROUNDS):
        found = repairs(story, people, _keys(people), facts, settled)
        if not found:
            break
        people = repaired(people, found)
        judgements += tuple(r.judgement for r in found)
        facts = read(people)
    return replace(facts, judgements=judgements)


def _facts(
    story: Story,
    people: Sequence[Person],
    hints: Context,
    mentions: Sequence[Mention],
    roles: Sequence[RoleMention],
    anaphors: Sequence[Anaphor],
    meetings: Sequence[MeetingMention],
    statements: Sequence[StatementMention],
    issues: Sequence[IssueMention],
    stances: Sequence[tuple[StatementMention, StanceMention]],
) -> ArticleFacts:
    links = _links(story, people, anaphors, roles, hints)
    agents = Agents(story, mentions, people, _keys(people), links, roles)
    references = [*_names(story, agents, mentions), *_linked(story, agents, links)]
    role_found, office_references = role_facts(story, agents, roles, anaphors, meetings)
    issue_references = _issues(story, agents, issues)
    meeting_found = meeting_facts(story, agents, meetings, role_found, issues)
    statement_found = statement_facts(story, agents, statements, issues, meeting_found, stances)
    used = _used(statement_found, meeting_found)
    references += [Reference(story.span(t), key) for key in sorted(used) for t in sorted(set(agents.group_spans.get(key, ())))]
    return ArticleFacts(
        article=story.article,
        entities=tuple(e for e in agents.entities.values() if e.kind != "group" or e.key in used),
        references=tuple(dict.fromkeys([*references, *office_references, *issue_references])),
        roles=tuple(role_found),
        meetings=tuple(meeting_found),
        statements=tuple(statement_found),
        issues=tuple(dict.fromkeys(f"issue.{i.concept}" for i in issues)),
    )


def _used(statements: Iterable[StatementFact], meetings: Iterable[MeetingFact]) -> set[str]:
    """The keys that some statement or meeting speaks of; other groups were only looked at."""
    said = {k for s in statements for k in (*s.speakers, *s.addressees, *s.channels)}
    return said | {k for m in meetings for k in m.participants}


def _genders(story: Story, mentions: Sequence[Mention]) -> dict[int, str]:
    """Gender by the form of address straight in front of a name."""
    found: dict[int, str] = {}
    for mention in mentions:
        at = mention.tokens.start - 1
        while at >= 0 and story.doc[at].text == ".":
            at -= 1
        title = gazetteer().title(story.doc[at].text) if at >= 0 else None
        if title is not None and title.gender in ("m", "f"):
            found[mention.tokens.start] = title.gender
    return found


def _royal(story: Story, mentions: Sequence[Mention]) -> dict[int, str]:
    """First tokens of names behind the title of a monarch or an heir, and name with title ("Crown Prince Haakon")."""
    starts = {p.tokens.end: p.tokens.start for p in office_phrases(story.doc) if p.label.lower() in ROYAL}
    return {m.tokens.start: story.doc[starts[m.tokens.start] : m.tokens.end].text for m in mentions if m.tokens.start in starts}


def _kin(story: Story, mentions: Sequence[Mention]) -> frozenset[int]:
    """First tokens of names behind a word of kinship ("his son, Ola Lund"; "her brother Ola Lund")."""
    doc, found = story.doc, set()
    titles = [p.tokens for p in office_phrases(doc)]
    for mention in mentions:
        at = mention.tokens.start - 1
        at -= at > 0 and doc[at].text == ","
        at = next((p.start - 1 for p in titles if p.end == at + 1), at)  # "his wife First Lady Ana Lund"
        if (
            at > 0
            and is_kind(doc[at].lower_, "relation")
            and (doc[at - 1].pos_ in ("PRON", "DET", "ADJ") or doc[at - 1].lower_ in ("'s", "’s"))
        ):
            found.add(mention.tokens.start)
    return frozenset(found)


def _links(story: Story, people: Sequence[Person], anaphors: Sequence[Anaphor], roles: Sequence[RoleMention], hints: Context) -> Links:
    doc = story.doc
    owner = {tokens.start: i for i, p in enumerate(people) for tokens in p.mentions}
    known = gazetteer()
    offices: dict[int, list[Office]] = {}
    for r in roles:
        if r.person.start not in owner:
            continue  # a pronoun's role is known only after linking
        country = known.country(doc[r.org.start : r.org.end].text) if r.org else None
        if r.label == "counterpart" and (same := _counterpart_of(r, roles)):
            offices.setdefault(owner[r.person.start], []).append(Office(_slug(same), same, country.iso2 if country else ""))
        offices.setdefault(owner[r.person.start], []).append(
            Office(_slug(r.label), r.label, country.iso2 if country else "", r.status == "former")
        )
    countries = {}
    for a in anaphors:
        country = (known.country(a.country) or known.metonym(a.country)) if a.country else None
        if country is not None:
            countries[a.country] = country.iso2
    asked = {(label, countries.get(a.country, "")) for a in anaphors for label in _labels(a)}
    for i, person in enumerate(people):
        if asked and not any(o.country for o in offices.get(i, ())):
            offices[i] = [*offices.get(i, ()), *_on_record(person, sorted(asked), story.article.published)]
    return link(people, anaphors, offices, hints.sentence_of, frozenset(), countries, hints)


def _labels(anaphor: Anaphor) -> tuple[str, ...]:
    """The offices that an anaphor can ask for: its own, or all that have counterparts abroad ("the Russian leader")."""
    if anaphor.office == "counterpart":
        return tuple(label for group in CLASSES for label in group)
    if anaphor.label.lower() == "leader":
        return HEADS if anaphor.country else ()
    return (anaphor.label.lower(),) if anaphor.unique else ()


def _counterpart_of(role: RoleMention, roles: Sequence[RoleMention]) -> str:
    """The office told last in front of a counterpart, of somebody else; a secretary of state's is a foreign minister."""
    before = [r for r in roles if r.office.start < role.office.start and r.person != role.person and r.label not in RELATIONS]
    label = max(before, key=lambda r: r.office.start).label.lower() if before else ""
    return "foreign minister" if label in FOREIGN_MINISTERS else label


def _on_record(person: Person, asked: Sequence[tuple[str, str]], published: str) -> list[Office]:
    """Those of the offices (label and ISO code, "" for any country) that somebody of this name is known to have held that day."""
    held = []
    for label, iso2 in asked:
        holder = next((h for h in in_office(_slug(label), iso2, published) if forms_of_one(person.name, h.name)), None)
        if holder is not None:
            held.append(Office(_slug(label), label, holder.iso2))
    return held


def _slug(label: str) -> str:
    office = gazetteer().office(label)
    return office.slug if office is not None else label


def _keys(people: Sequence[Person]) -> list[str]:
    """One key per person; a second person of the same name in one article gets a number."""
    keys: list[str] = []
    for person in people:
        key = base = person_key(person.name)
        number = 2
        while key in keys:
            key = f"{base}.{number}"
            number += 1
        keys.append(key)
    return keys


def _names(story: Story, agents: Agents, mentions: Sequence[Mention]) -> list[Reference]:
    found: list[Reference] = []
    royal = _royal(story, mentions)
    for person, key in zip(agents.people, agents.people_keys, strict=True):
        styled = [royal[t.start] for t in person.mentions if t.start in royal and " " not in person.name]  # "King Arvo": more than "Arvo"
        alt = dict.fromkeys(n for n in (*person.names, *styled) if n != person.name)
        agents.add(Entity(key, "person", person.name, tuple(alt), hidden=tuple(person.garbled)))
        found += [Reference(story.span(t), key) for t in person.mentions]
    found += [Reference(story.span(m.tokens), agents.named(m)) for m in mentions if m.kind != "person"]
    return found


def _linked(story: Story, agents: Agents, links: Links) -> list[Reference]:
    """Anaphors refer too, with less confidence; an office that stands for two people refers to neither."""
    return [
        Reference(story.span(tokens), agents.people_keys[found[0]], LINKED_CONFIDENCE)
        for tokens, found in sorted(links.of.items())
        if len(found) == 1
    ]


def _issues(story: Story, agents: Agents, issues: Sequence[IssueMention]) -> list[Reference]:
    found = []
    for issue in issues:
        key = agents.add(Entity(f"issue.{issue.concept}", "issue", issue.label, candidate=issue.candidate))
        found.append(Reference(story.span(issue.tokens), key))
    return found
