"""Who takes part in an encounter: phrases to persons, and the country that each stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract._phrases import OWNERS, POSSESSIVE
from kg.extract.meetings.unsaid import UNSAID, is_heading
from kg.extract.meetings.words import listed
from kg.facts import RoleFact
from kg.model import MeetingMention, RoleMention, Tokens
from kg.resolve._meeting_offices import Cast, holders
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer

NEARBY = 60  # tokens: a paragraph or so
SIZES = {"two": 2, "both": 2, "pair": 2, "duo": 2, "three": 3, "four": 4}
BARE = {"two", "pair", "duo", "both", "three", "men", "women"}
INTERNATIONAL = {"bloc", "other", "parliament"}
UNTOLD = {"men", "two", "pair", "both", "they", "their", "them"}


def participants(agents: Agents, mention: MeetingMention, cast: Cast) -> Iterator[str]:
    """The keys of the participants; ``cast`` tells who the persons are.

    Nobody meets himself: "the Dutch minister met Minister Beck" tells of two people. And "the Dutch minister" is nobody of another country.
    """
    named = {k for p in mention.participants if agents.mention_at(p) is not None for k in agents.who(p)}
    for phrase in mention.participants:
        keys = holders(agents, phrase, cast) or _of_country(agents, phrase, agents.who(phrase), cast.homes)
        count = _count(agents, phrase) if len(mention.participants) > 1 else 0
        if count and len({*keys} - named) < count:
            keys = _last(agents, phrase, count, cast, frozenset(named)) or keys  # "Beck met the two ministers": neither is Beck
        double = len(keys) == 1 and keys[0] in named and agents.mention_at(phrase) is None and phrase.end - phrase.start > 1
        double = double and agents.story.doc[phrase.start].lower_ not in OWNERS
        yield from (agents.group(phrase, phrase.end - 1),) if double else keys


def _of_country(agents: Agents, phrase: Tokens, keys: tuple[str, ...], homes: Mapping[str, str]) -> tuple[str, ...]:
    """The persons whom a phrase means, but for those of another country than it names; then the only one of that country and office."""
    mention = agents.mention_at(phrase)
    country = agents.country_in(phrase) if len(keys) == 1 and (mention is None or mention.kind != "person") else None
    home = f"country.{country.iso2.lower()}" if country is not None else ""
    if not home or not keys[0].startswith("person.") or homes.get(keys[0], home) == home:
        return keys
    office = agents.story.doc[phrase.end - 1].lower_
    held = {agents.people_keys[n] for n, p in enumerate(agents.people) for r in agents.roles if _holds(r, p.mentions, office)}
    there = sorted(k for k in held if homes.get(k) == home)
    return (there[0],) if len(there) == 1 else (agents.group(phrase, phrase.end - 1),)


def _holds(role: RoleMention, names: Sequence[Tokens], office: str) -> bool:
    return role.status == "current" and role.label.lower().endswith(office) and any(role.person == n for n in names)


def size(agents: Agents, mention: MeetingMention) -> int:
    """How many people "the two", "both leaders" or "the three" are."""
    return next((n for p in mention.participants for n in [_count(agents, p)] if n), 2)


def beside(agents: Agents, mention: MeetingMention, cast: Cast) -> tuple[str, ...]:
    """The people named or meant last before "the two" and "the two men", as many as they are; () where no number is told."""
    told = next((p for p in mention.participants if _count(agents, p)), None)
    return _last(agents, told, _count(agents, told), cast, frozenset()) if told else ()


def _count(agents: Agents, phrase: Tokens) -> int:
    """The number in "the two ministers", "both leaders" or "the three", or 0."""
    return next((n for word, n in SIZES.items() if word in {t.lower_ for t in agents.story.doc[phrase.start : phrase.start + 2]}), 0)


def _last(agents: Agents, phrase: Tokens, count: int, cast: Cast, but: frozenset[str]) -> tuple[str, ...]:
    """So many people, those named or meant last in front of a phrase, without some; () if there are fewer.

    Those who hold its office go before others: "both leaders" are no prisoner of whom the sentence before tells.
    """
    office = agents.story.doc[phrase.end - 1].lemma_.lower()
    told = list(_named_before(agents, phrase.start, but))
    named = [(at, k) for at, k in told if at >= phrase.start - NEARBY]
    fits = [(at, k) for at, k in told if cast.holds(k, office)]
    if len({k for _, k in fits}) >= count:
        named = fits
    elif count == 2 and (joined := _joined(agents, named)):
        return joined
    found = list(dict.fromkeys(k for _, k in named))[:count]
    return tuple(sorted(found)) if len(found) == count else ()


def _named_before(agents: Agents, start: int, but: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The people named or meant in front of a token, nearest first, each with where that is."""
    for i in range(start - 1, -1, -1):
        yield from ((i, k) for k in agents.people_at(i) if k not in but)


def _joined(agents: Agents, named: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """The two whom "and" joins last: "Ruiz and Beck signed, while Cole looked on. The pair had met in May"."""
    doc = agents.story.doc
    for (right, second), (left, first) in pairwise(named):
        between = doc[left + 1 : right]
        if first != second and any(t.lower_ == "and" for t in between) and not any(t.pos_ in {"VERB", "AUX"} for t in between):
            return tuple(sorted((first, second)))
    return ()


def just_named(agents: Agents, mention: MeetingMention) -> frozenset[str]:
    """The people of "the two", where the sentence before names so many and nobody else; empty if not, or if somebody stands between.

    For a bare "the two" the paragraph so far counts as well, or the one before where it opens a paragraph; "the two leaders" are
    rather those who were told of as meeting.
    """
    story = agents.story
    told = next((p for p in mention.participants if _count(agents, p)), None)
    sent = story.doc[told.start].sent if told is not None else None
    if told is None or sent is None or not sent.start or _people(agents, sent.start, told.start):
        return frozenset()
    first = sent.start - 1
    opens = story.block(first) != story.block(told.start)
    bare = story.doc[told.end - 1].lower_ in BARE
    if (opens and not bare) or (told.start > sent.start + 1 and (opens or not bare)):
        return frozenset()
    start = next(s.start for s in story.doc.sents if story.block(s.start) == story.block(first))
    scopes = (start,) if opens else (story.doc[first].sent.start, start) if bare else (story.doc[first].sent.start,)
    count = _count(agents, told)
    return next((people for at in scopes if len(people := _people(agents, at, sent.start)) == count), frozenset())


def _people(agents: Agents, start: int, end: int) -> frozenset[str]:
    """Who is named or meant between two tokens."""
    return frozenset(k for i in range(start, end) for k in agents.people_at(i))


def left_out(agents: Agents, mention: MeetingMention) -> frozenset[str]:
    """The other side of "a meeting with Beck is possible", the visitor of "a trip to Oslo was put off": who the text is about.

    That is who is named or meant first in the sentence before, or, where a paragraph begins so, in the one before it; below a
    heading ("Meeting with President Beck") in the sentence that follows.
    """
    (first, end), story = mention.evidence, agents.story
    if not mention.rule.endswith(UNSAID):
        return frozenset()
    told = _below(agents, end) if is_heading(story.doc, mention.evidence) else _above(agents, first)
    return next((frozenset(people) for i in range(*told) if (people := agents.people_at(i))), frozenset())


def _above(agents: Agents, first: int) -> Tokens:
    """The sentence before a token, or the first one of the paragraph before it."""
    story = agents.story
    if not first:
        return Tokens(0, 0)
    last = story.doc[first - 1].sent
    if story.block(first - 1) == story.block(first):
        return Tokens(last.start, last.end)
    return next(Tokens(s.start, s.end) for s in story.doc.sents if story.block(s.start) == story.block(last.start))


def _below(agents: Agents, end: int) -> Tokens:
    """The sentence that begins at a token."""
    doc = agents.story.doc
    return Tokens(doc[end].sent.start, doc[end].sent.end) if end < len(doc) else Tokens(0, 0)


def of_sides(agents: Agents, mention: MeetingMention) -> bool:
    """True for "the two sides" and "officials from both countries", whose countries are those of the talks told of before."""
    doc = agents.story.doc
    words = [{t.lower_ for t in doc[p.start : p.end]} for p in mention.participants]
    return len(words) == 1 and bool(words[0] & SIZES.keys()) and bool(words[0] & listed("side"))


def by_office(agents: Agents, mention: MeetingMention) -> bool:
    """True for "the two presidents": an office tells whom "the two leaders" leaves to the meeting told of before."""
    return all(agents.story.doc[p.end - 1].lower_ not in UNTOLD | listed("of no office") for p in mention.participants)


def countries(agents: Agents, roles: Sequence[RoleFact]) -> dict[str, str]:
    """The country that each person's current office stands for, or that the article calls their own ("China's Xi Jinping")."""
    found: dict[str, str] = {}
    for role in sorted(roles, key=lambda r: r.status != "current"):
        home = role.org if role.org.startswith("country.") else (agents.entities[role.org].within if role.org else "")
        if home:
            found.setdefault(role.person, home)
    for person, key in zip(agents.people, agents.people_keys, strict=True):
        homes = [_owner(agents, tokens) for tokens in person.mentions]
        home = next((h for h in homes if h), "")
        if home:
            found.setdefault(key, home)
    return found


def bodies(agents: Agents, roles: Sequence[RoleFact]) -> dict[str, str]:
    """The international body that each person's current office stands for: the European Union for a European commissioner."""
    found: dict[str, str] = {}
    for role in roles:
        known = gazetteer().organization(agents.entities[role.org].name) if role.org and role.status == "current" else None
        if known is not None and known.kind in INTERNATIONAL and not known.country:
            whole = gazetteer().organization(known.organ_of) or known
            found.setdefault(role.person, agents.known_body(whole, whole.name))
    return found


def _owner(agents: Agents, name: Tokens) -> str:
    """The key of the country of "China's Xi Jinping", or ""."""
    at, doc = name.start - 1, agents.story.doc
    if at < 1 or doc[at].text not in POSSESSIVE:
        return ""
    mention = agents.mention_at(Tokens(at - 1, at))
    return agents.named(mention) if mention is not None and mention.kind == "country" else ""
