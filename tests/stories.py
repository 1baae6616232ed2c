"""Stories made from documents that were written by hand, for the tests of what comes after extraction."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.facts import Entity
from kg.model import Article, Mention, MentionKind, Story, Tokens
from kg.resolve.agents import Agents, person_key
from kg.resolve.coreference import Links
from kg.resolve.persons import cluster


def story_of(doc: Doc, *, ident: str = "a", published: str = "2024-03-15") -> Story:
    """The story whose text is the document's own; its blocks are those of ``doc.spans``."""
    article = Article(ident, doc.text, published=published, date_basis="fromMetadata" if published else "")
    starts = tuple(b.start_char for b in doc.spans["blocks"])
    return Story(article, doc, starts, starts, ("paragraph",) * len(starts))


def tokens(doc: Doc, words: str, nth: int = 0) -> Tokens:
    """The token range of the ``nth`` place where ``words`` (separated by blanks) stand. Raises ValueError when there is none."""
    wanted = words.split()
    found = [i for i in range(len(doc)) if [t.text for t in doc[i : i + len(wanted)]] == wanted]
    if nth >= len(found):
        raise ValueError(f"{words!r} stands in {len(found)} places")
    return Tokens(found[nth], found[nth] + len(wanted))


def mention(doc: Doc, words: str, kind: MentionKind = "person", nth: int = 0) -> Mention:
    """A mention of ``words``."""
    place = tokens(doc, words, nth)
    return Mention(place, kind, doc[place.start : place.end].text)


def agents_of(story: Story, *mentions: Mention, links: Links | None = None) -> Agents:
    """The agents of a story with these mentions in text order, its persons registered as ``resolve`` does."""
    people = cluster(sorted(mentions, key=lambda m: m.tokens))
    agents = Agents(story, mentions, people, [person_key(p.name) for p in people], links or Links())
    for person in people:
        agents.add(Entity(person_key(person.name), "person", person.name))
    return agents
