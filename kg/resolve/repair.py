"""Names that an article garbles: found by what it says of the person, proved by office, company and record, and put right.

"Chen Gang" is no name of China's foreign minister on 18 June 2023, but it sounds like the one who held the office that day; "Kane"
talks to the counterpart of those same talks on the same day. A form is repaired when

* it holds an office that one person holds at a time, in the same country, and another person of the article holds it too; or
* it takes part in a meeting on the day, with the counterpart and of the kind that another person's meeting has; or
* it is spelled almost like another name of the article, of whom nothing else differs; or
* the record of office holders (``kg.resolve.holders``) knows one person of the office on the date of the article;

and when it looks or sounds like that one person's name (``kg.resolve.name_likeness``) and like no other's. Two names in one sentence
are two persons. Each repair is a ``Judgement`` that says why, and can be undone by one of the user's.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.facts import ArticleFacts, Judgement
from kg.model import Story
from kg.resolve._repair_proof import Candidate, Proofs
from kg.resolve.agents import person_key
from kg.resolve.names import fold
from kg.resolve.persons import Person

UNCERTAIN = 0.05


@dataclass(frozen=True, slots=True)
class Repair:
    """The person ``index`` of the article is ``meant``; ``judgement`` says why."""

    index: int
    meant: Candidate
    judgement: Judgement


def repairs(story: Story, people: Sequence[Person], keys: Sequence[str], facts: ArticleFacts, barred: Set[str]) -> list[Repair]:
    """The repairs of one article, each person at most once, in text order.

    ``keys`` are those of ``people`` in ``facts``; ``barred`` holds the handles of those on whom the user has decided.
    """
    proofs = Proofs(story, people, keys, facts)
    found: list[Repair] = []
    settled: set[int] = set()
    for index in range(len(people)):
        candidates = [c for c in proofs.candidates(index) if c.person not in settled] if proofs.handle(index) not in barred else []
        best = _best(candidates)
        if best is not None:
            found.append(Repair(index, best, _judgement(proofs, index, best, candidates)))
            settled.add(index)
    return found


def repaired(people: Sequence[Person], found: Sequence[Repair]) -> list[Person]:
    """The persons with garbled ones put into those who are meant, or under the name that is meant."""
    out = [Person(list(p.names), list(p.mentions), p.gender, p.relative, list(p.garbled)) for p in people]
    gone = set()
    for repair in found:
        person = out[repair.index]
        if repair.meant.person is None:
            person.rename(repair.meant.name)
            continue
        out[repair.meant.person].absorb(person)
        gone.add(repair.index)
    return [p for i, p in enumerate(out) if i not in gone]


def _best(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one who is meant; None when nobody or several are about as likely."""
    ranked = sorted(candidates, key=lambda c: (-c.likeness.value, c.person is None, c.name))
    names = {fold(c.name) for c in ranked if c.likeness.value > ranked[0].likeness.value - UNCERTAIN}
    return ranked[0] if len(names) == 1 else None


def _judgement(proofs: Proofs, index: int, meant: Candidate, candidates: Sequence[Candidate]) -> Judgement:
    """The proof of a repair, with the rivals that are less like."""
    person = proofs.people[index]
    return Judgement(
        form=person.name,
        left=proofs.handle(index),
        right=proofs.keys[meant.person] if meant.person is not None else person_key(meant.name),
        verdict="same",
        score=round(meant.likeness.value, 2),
        reason=f"{meant.why}; {meant.likeness.why}",
        rule=meant.rule,
        rejected=tuple(f"{c.name}: {c.likeness.why}" for c in candidates if fold(c.name) != fold(meant.name)),
        evidence=tuple(proofs.story.span(t) for t in person.mentions),
    )
