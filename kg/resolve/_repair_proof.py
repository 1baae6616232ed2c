"""Who may be meant by a name of an article, and what proves it: offices, company and spelling in the article, and the record of holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.facts import ArticleFacts, MeetingFact
from kg.graph.iri import local
from kg.model import Story
from kg.resolve._calendar import DAY
from kg.resolve._meeting_match import family
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import Holder, in_office, is_in_office, name_word
from kg.resolve.name_likeness import Likeness, name_likeness, plausible, slip
from kg.resolve.names import forms_of_one, parts
from kg.resolve.persons import Person
from kg.resolve.slips import is_unique

Post = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant by a garbled form: a person of the article (its index) or of the record; ``why`` is the proof."""

    name: str
    likeness: Likeness
    rule: str
    why: str
    person: int | None = None


class Proofs:
    """What an article and the record say that tells its persons apart."""

    def __init__(self, story: Story, people: Sequence[Person], keys: Sequence[str], facts: ArticleFacts) -> None:
        self.people, self.keys, self.facts = people, keys, facts
        self.article = facts.article
        self.sentences = _sentences(story, people)
        self.posts: list[set[Post]] = [{(r.office, r.org) for r in facts.roles if r.person == k and r.status == "current"} for k in keys]
        self.story = story
        self.weights = [self._weight(index) for index in range(len(people))]

    def candidates(self, index: int) -> Iterator[Candidate]:
        """Those who may be meant by person ``index``."""
        for other in range(len(self.people)):
            if other != index and not self.sentences[index] & self.sentences[other] and self._weaker(index, other):
                yield from self._inside(index, other)
        yield from self._recorded(index)

    def handle(self, index: int) -> str:
        """How judgements speak of the person as this article has them: ``ARTICLE.person.NAME``."""
        return f"{local(self.article.id)}.{self.keys[index]}"

    def _weaker(self, index: int, other: int) -> bool:
        """True if, of two, ``index`` is the likelier garble: a shorter name, not on record, of words that nobody is called, rarer."""
        return self.weights[index] < self.weights[other]

    def _weight(self, index: int) -> tuple[int, bool, bool, int, int]:
        person = self.people[index]
        words = all(name_word(w) or gazetteer().given(w) for w in person.name.split())
        return min(len(parts(person.name)), 2), self._on_record(index), words, len(person.mentions), -person.mentions[0].start

    def _on_record(self, index: int) -> bool:
        """True if the record of holders knows the person by this name."""
        name, day = self.people[index].name, self.article.published
        posts = [(o.removeprefix("office."), c.removeprefix("country.").upper()) for o, c in self.posts[index] if c.startswith("country.")]
        return any(_right(name, h.name) for office, iso2 in posts for h in in_office(office, iso2, day))

    def _inside(self, index: int, other: int) -> Iterator[Candidate]:
        form, name = self.people[index].name, self.people[other].name
        likeness = name_likeness(form, name)
        if not plausible(likeness) or _right(form, name) or (len(parts(form)) == 1 and is_in_office(form, self.article.published)):
            return
        shared = sorted(p for p in self.posts[index] & self.posts[other] if p[1] and is_unique(p[0]))
        if shared:
            yield Candidate(name, likeness, "repair.office", f"both are {_told(shared[0], self.facts)} in this article", other)
            return
        if self.posts[index] and self.posts[other] and not {o for o, _ in self.posts[index]} & {o for o, _ in self.posts[other]}:
            return
        meeting = self._common_meeting(index, other)
        if meeting:
            yield Candidate(name, likeness, "repair.meeting", meeting, other)
        elif slip(form, name) and not self._known_name(form):
            yield Candidate(name, likeness, "repair.spelling", "nothing else in this article tells the two apart", other)

    def _known_name(self, form: str) -> bool:
        """True for one word that is a given name or on record: it need not be another name misspelt."""
        return len(parts(form)) == 1 and (gazetteer().given(form) or name_word(form))

    def _common_meeting(self, index: int, other: int) -> str:
        """What says that both took part in one meeting, "" if nothing does."""
        for one in self._meetings(index):
            for two in self._meetings(other):
                common = (set(one.participants) & set(two.participants)) - {self.keys[index], self.keys[other]}
                people = sorted(p for p in common if p.startswith("person."))
                if people and one.start == two.start and family(one.kind) == family(two.kind):
                    name = next(e.name for e in self.facts.entities if e.key == people[0])
                    return f"both are reported to have met {name} on {one.start}"
        return ""

    def _meetings(self, index: int) -> list[MeetingFact]:
        key = self.keys[index]
        return [m for m in self.facts.meetings if key in m.participants and len(m.start) == DAY and m.start == m.end and m.status == "Held"]

    def _recorded(self, index: int) -> Iterator[Candidate]:
        """The holders of the person's office on the date of the article whose names are like theirs."""
        form, date = self.people[index].name, self.article.published
        for office, org in sorted(p for p in self.posts[index] if is_unique(p[0]) and (not p[1] or p[1].startswith("country."))):
            holders = in_office(office.removeprefix("office."), org.removeprefix("country.").upper(), date)
            if any(_right(form, h.name) for h in holders):
                return  # the record knows this name
            for holder in holders:
                likeness, named = name_likeness(form, holder.name), self._named(holder.name, index)
                if named is not None and self.sentences[named] & self.sentences[index]:
                    continue
                if plausible(likeness) if org else slip(form, holder.name):
                    why = f"{holder.name} {_held(holder)} {_told((office, org or f'country.{holder.iso2.lower()}'), self.facts)}"
                    yield Candidate(_short(holder.name, form), likeness, "repair.record", why, named)

    def _named(self, name: str, but: int) -> int | None:
        """The person of the article who has this name, if any."""
        return next((i for i, p in enumerate(self.people) if i != but and _right(p.name, name)), None)


def _right(form: str, name: str) -> bool:
    """True if a form is a right one of the name: all words are its own, but for a short form of the given name ("Joe" of "Joseph")."""
    words, known = parts(form), parts(name)
    other = [w for w in words if w not in known]
    return not other or (other == [words[0]] and forms_of_one(form, name) and (len(words[0]) == 1 or gazetteer().given(form.split()[0])))


def _sentences(story: Story, people: Sequence[Person]) -> list[set[int]]:
    """The sentences (by their first token) in which each person is named."""
    return [{story.doc[t.start].sent.start for t in p.mentions} for p in people]


def _told(post: Post, facts: ArticleFacts) -> str:
    names: Mapping[str, str] = {e.key: e.name for e in facts.entities}
    country = gazetteer().country(post[1].removeprefix("country.").upper(), code=True)
    return f"{names.get(post[0], post[0])} of {country.name if country else names.get(post[1], post[1])}"


def _held(holder: Holder) -> str:
    until = f" until {holder.end}" if holder.end else ", end unknown,"
    return f"is on record from {holder.start}{until} as" if holder.start else "is on record as"


def _short(name: str, form: str) -> str:
    """The holder's name without middle names that the form has no place for."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(parts(form)) == 2 and len(words) == 3 else name
