"""Whom a phrase means: a person through their chain, a country, an organisation, or an unnamed group of this article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract._phrases import is_plural
from kg.extract._syntax import is_dependent
from kg.extract._time_words import time_sort
from kg.extract.said.people import person_noun
from kg.facts import Entity
from kg.graph.iri import local
from kg.model import Mention, RoleMention, Tokens
from kg.resolve._records import Country
from kg.resolve.coreference import Links
from kg.resolve.gazetteer import gazetteer
from kg.resolve.names import slug
from kg.resolve.persons import Person
from kg.resolve.register import Register

DETERMINERS = re.compile(
    r"^(the|a|an|this|that|these|those|his|her|its|their|other|(?:some|several|many|both|one|two)(?!\s+of\b))\s+", re.I
)
RESUMING = ("the", "this")
QUALIFIERS = 4  # tokens between "the" and its noun in "the 27 - nation bloc"
GOVERNMENT = re.compile(r"^(government|authorities|administration|side|delegation|regime|leadership|capital|state)$", re.I)

# Rules whose office phrase stands beside the name and means the same person.
BESIDE = ("role.before-name", "role.after-name", "role.predecessor", "role.successor", "role.counterpart")


@dataclass(slots=True)
class Agents(Register):
    """The entities of one article, found so far; ``people_keys[i]`` is the key of ``people[i]``."""

    mentions: Sequence[Mention]
    people: Sequence[Person]
    people_keys: Sequence[str]
    links: Links
    roles: Sequence[RoleMention] = ()
    group_spans: dict[str, list[Tokens]] = field(default_factory=dict)
    _at: dict[int, Mention] = field(default_factory=dict)
    _person_at: dict[int, int] = field(default_factory=dict)
    _linked: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _holder_at: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            for i in range(mention.tokens.start, mention.tokens.end):
                self._at[i] = mention
        for number, person in enumerate(self.people):
            for tokens in person.mentions:
                for i in range(tokens.start, tokens.end):
                    self._person_at[i] = number
        for tokens, found in self.links.of.items():
            for i in range(tokens.start, tokens.end):
                self._linked[i] = found

        for role in self.roles:
            if role.rule in BESIDE and role.person.start in self._person_at:
                self._holder_at.update(dict.fromkeys(range(*role.office), self._person_at[role.person.start]))

    def who(self, tokens: Tokens) -> tuple[str, ...]:
        """The entities that an agent phrase means; an unknown phrase becomes a group of this article, an empty one nobody."""
        tokens = self._behind_style(tokens)
        head = self._head(tokens)
        if head in self._person_at:
            return (self.people_keys[self._person_at[head]],)
        if head in self._linked:
            return tuple(self.people_keys[i] for i in self._linked[head])
        # "the head of the council, Ana Sol, said": the phrase ends before the name
        if head in self._holder_at and not is_plural(self.story.doc[head]):
            return (self.people_keys[self._holder_at[head]],)
        mention = self._at.get(head)
        if mention is not None:
            return (self.named(mention, agent=True),)
        token = self.story.doc[head]
        partitive = tokens.end - tokens.start > 2 and self.story.doc[tokens.start + 1].lower_ == "of"  # "one of them"
        if (token.pos_ in ("PRON", "NUM", "PUNCT") and not partitive) or time_sort(token) or not any(c.isalnum() for c in token.text):
            return ()
        noun = tokens.end - 1 if token.pos_ == "DET" else head
        body = self._resumed(noun) if self.country_in(tokens) is None else None
        return (self.organization(body) if body is not None else self.group(tokens, head),)

    def people_at(self, token: int) -> tuple[str, ...]:
        """The keys of the persons whom a token names or stands for."""
        if token in self._person_at:
            return (self.people_keys[self._person_at[token]],)
        return tuple(self.people_keys[i] for i in self._linked.get(token, ()))

    def named_at(self, tokens: Tokens) -> bool:
        """Whether a person's name stands in a phrase."""
        return any(i in self._person_at for i in range(tokens.start, tokens.end))

    def holds(self, person: str, title: str) -> bool:
        """Whether the article gives a person an office that a title in lower case names: "the president", "the secretary"."""
        return any(title in role.label.lower().split() and self.people_at(role.person.start) == (person,) for role in self.roles)

    def last_before(self, token: int, but: str = "") -> str:
        """The key of the person named or meant last in front of a token of the same sentence, other than ``but``; "" if nobody is."""
        for i in range(token - 1, self.story.doc[token].sent.start - 1, -1):
            found = (self._person_at[i],) if i in self._person_at else self._linked.get(i, ())
            if len(found) == 1 and self.people_keys[found[0]] != but:
                return self.people_keys[found[0]]
        return ""

    def _behind_style(self, tokens: Tokens) -> Tokens:
        """The office behind a mere form of address: HH the Emir, His Excellency the Minister."""
        doc, end = self.story.doc, tokens.end
        title = gazetteer().title(doc[tokens.start : end].text)
        if title is None or title.kind != "style" or end + 1 >= len(doc) or doc[end].lower_ != "the":
            return tokens
        stop = end + 1
        while stop < len(doc) and doc[stop].pos_ in ("ADJ", "NOUN", "PROPN"):
            stop += 1
        return Tokens(end, stop) if stop > end + 1 else tokens

    def _head(self, tokens: Tokens) -> int:
        root = self.story.doc[tokens.start : tokens.end].root.i
        if root in self._person_at or root in self._at or root in self._linked:
            return root
        names = [i for i in range(tokens.start, tokens.end) if i in self._person_at]
        linked = [i for i in range(tokens.start, tokens.end) if i in self._linked]
        named_last = bool(names) and names[-1] == tokens.end - 1 and not is_dependent(self.story.doc, tokens)
        if named_last or (names and self.story.doc[root].pos_ in ("PROPN", "PUNCT")):
            return names[-1]
        if linked and linked[-1] == tokens.end - 1:
            return linked[-1]
        return root

    def named(self, mention: Mention, *, agent: bool = False) -> str:
        """The key of a named mention; as an agent a capital stands for its country's government, any other place for its own."""
        for i in range(mention.tokens.start, mention.tokens.end):
            if i in self._person_at:
                return self.people_keys[self._person_at[i]]
        if mention.kind == "country":
            country = gazetteer().country(mention.name)
            if country is not None:
                return self.country(country)
        if mention.kind == "organization":
            return self.organization(mention)
        if agent:
            country = gazetteer().metonym(mention.name)
            if country is not None:
                return self.country(country)
            if gazetteer().country(mention.name) is None:
                return self.add(Entity(f"org.{slug(mention.name)}", "organization", mention.name))
        return self.place(mention.name)

    def organization(self, mention: Mention) -> str:
        """The key of a body; "the Commission" is the one that has been named in full before."""
        alone = " " not in mention.name and mention.tokens.start > 0 and self.story.doc[mention.tokens.start - 1].lower_ == "the"
        fuller = self.body_before(mention.tokens.start, mention.name) if alone else None
        return Register.organization(self, fuller or mention)

    def body_before(self, token: int, word: str) -> Mention | None:
        """The body named last in front of a token whose name ends in ``word`` or which is known to be called so ("bloc", "party")."""

        def called(mention: Mention) -> bool:
            known = gazetteer().organization(mention.name)
            ends = " " in mention.name and mention.name.split()[-1].lower() == word.lower()
            return ends or (known is not None and (word.lower() in known.called or word.lower() == known.kind == "party"))

        bodies = (m for m in reversed(self.mentions) if m.kind == "organization" and m.tokens.end <= token)
        return next((m for m in bodies if called(m)), None)

    def mention_at(self, tokens: Tokens) -> Mention | None:
        """The named mention at the head of a phrase, if any."""
        found = [self._at[i] for i in range(tokens.start, tokens.end) if i in self._at]
        return found[-1] if found else None

    def group(self, tokens: Tokens, head: int) -> str:
        """An unnamed speaker or party ("US officials"), kept under the article's own wording."""
        name = DETERMINERS.sub("", " ".join(self.story.doc[tokens.start : tokens.end].text.split()))
        name = name[0] if len(name) == 2 and name[1] == "." else name  # "wrote on X.": the tokenizer keeps the full stop
        country = self.country_in(tokens)
        if country is not None and GOVERNMENT.match(self.story.doc[head].text) and len(name.split()) <= 2:
            return self.country(country)
        within = self.country(country) if country is not None else self._bloc_in(tokens)
        if (known := self._told_of(tokens)) is not None:
            self.group_spans[known].append(tokens)
            return known
        key = f"{local(self.story.article.id)}.group.{slug(name)}"
        self.group_spans.setdefault(key, []).append(tokens)
        return self.add(Entity(key, "group", name, within=within))

    def _resumed(self, token: int) -> Mention | None:
        """The body that "the bloc", "the 27-nation bloc" or "the military alliance" resumes, by its noun."""
        doc = self.story.doc
        noun = doc[token].lower_
        if noun not in gazetteer().resumptions:
            return None
        start = next((t.i for t in reversed(doc[max(token - QUALIFIERS, 0) : token]) if t.lower_ in RESUMING), None)
        return self.body_before(start, noun) if start is not None and "," not in doc[start + 1 : token].text else None

    def _bloc_in(self, tokens: Tokens) -> str:
        """The key of the body of several states that a phrase names or resumes ("EU diplomats", "the bloc's envoys"), or ""."""
        for i in reversed(range(*tokens)):
            named = self._at.get(i)
            body = named if named is not None and named.kind == "organization" else self._resumed(i)
            known = gazetteer().organization(body.name) if body is not None else None
            if body is not None and known is not None and known.kind == "bloc":
                return self.organization(body)
        return ""

    def _told_of(self, tokens: Tokens) -> str | None:
        """The unnamed one told of last at more length whom "the official" means: a senior Peruvian official."""
        doc, head = self.story.doc, self.story.doc[tokens.end - 1]
        if tokens.end - tokens.start != 2 or doc[tokens.start].lower_ != "the" or head.lower_ == "people" or not person_noun(head):
            return None
        said = ((t.end, key) for key, spans in self.group_spans.items() for t in spans if t.end < tokens.start and t.end - t.start > 1)
        fuller = [(end, key) for end, key in said if doc[end - 1].lower_ == head.lower_ and " " in self.entities[key].name]
        return max(fuller)[1] if fuller else None

    def country_in(self, tokens: Tokens) -> Country | None:
        """The country that a phrase names or describes ("senior Chinese officials")."""
        known, doc = gazetteer(), self.story.doc
        for size in (3, 2, 1):
            for i in range(tokens.start, tokens.end - size + 1):
                if doc[i].text[0].isupper():
                    found = known.country(doc[i : i + size].text) or (known.metonym(doc[i : i + size].text) if size == 1 else None)
                    if found is not None:
                        return found
        return None


def person_key(name: str) -> str:
    """The key of a person by the fullest name."""
    return f"person.{slug(name)}"
