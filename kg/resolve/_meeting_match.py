"""Whether two records can be one meeting: kind, people, countries, dates and status must allow it."""

from __future__ import annotations

from datetime import date

from kg.extract.meetings.again import SINCE
from kg.extract.meetings.company import COMPANY
from kg.extract.meetings.margins import ASIDE
from kg.extract.meetings.series import SERIES
from kg.facts import STATUS_CLASS
from kg.resolve._calendar import DAY
from kg.resolve._meeting_facts import MeetingFacts

# "The talks" with people of their own are those told of at most so many mentions before.
NEXT = 2
FAMILIES = {"Talks": "talks", "MilitaryTalks": "talks", "OtherMeeting": "talks", "Summit": "summit", "Conference": "summit"}


def family(kind: str) -> str:
    """Kinds of one family can be names of one meeting."""
    return FAMILIES.get(kind, kind.lower())


def hard(facts: MeetingFacts) -> frozenset[str]:
    """The participants that tell meetings apart: all but unnamed groups."""
    return frozenset(p for p in facts.participants if "group." not in p)


def is_presence(fact: MeetingFacts) -> bool:
    """True for a mention that only says who was there ("Beck was also present"); it is never a meeting of its own."""
    return ".presence" in fact.rule


def is_series(fact: MeetingFacts) -> bool:
    """True for one of several talks of the same parties ("a final round"), which is not the one told of before."""
    return SERIES in fact.rule


def compatible(report: MeetingFacts, fact: MeetingFacts) -> bool:
    """True if ``fact`` can be a further mention of ``report``."""
    return (
        _kinds_agree(report, fact)
        and is_series(report) == is_series(fact)
        and not dates_conflict(report, fact)
        and not _is_older(report, fact)
        and (fact.definite or _people_agree(report, fact))
        and (not fact.definite or _definite_agrees(report, fact))
        and _status_agrees(report, fact)
    )


def _kinds_agree(a: MeetingFacts, b: MeetingFacts) -> bool:
    one, two = family(a.kind), family(b.kind)
    if COMPANY in b.rule:
        return one in ("visit", "talks")  # "she was accompanied by Beck"
    if one == two == "summit" and hard(a) != hard(b) and not (a.headline or b.headline or b.definite):
        return _bodies(a) == _bodies(b) or not (hard(a) and hard(b))  # "at a NATO summit" is not "their summit"
    if one == two:
        return not (b.definite and a.kind == "OtherMeeting" != b.kind) or is_presence(b)  # "the talks" are no breakfast
    if {one, two} == {"talks", "summit"}:
        if b.definite and "Conference" in (a.kind, b.kind):
            return False  # "the conference" is no second name of the talks that were told of before it
        if is_presence(b):
            return True
        event, talks = (a, b) if one == "summit" else (b, a)
        if a.evidence[-1] == b.evidence[0] and (ASIDE in event.rule or (b.definite and event is b)):
            return False  # "met Beck before the summit opened"
        if a.evidence[-1] == b.evidence[0] and hard(event) > hard(talks) and not b.definite:
            return False  # "Ruiz and Beck could see each other at a summit that Cole hosts"
        if any(p.startswith("org.") and p not in talks.parties for p in event.parties) and not b.definite:
            return False  # a body's summit is no second name of the talks of two who attend it
        if hard(event) and not hard(talks) <= hard(event) and not b.definite:
            return False  # who received two who were at a summit was not at it for that
        return len(hard(a) & hard(b)) > 1 or (b.definite and len(hard(a)) > 1)
    if {one, two} != {"talks", "call"}:
        return False
    talks = b if a.kind == "Call" else a
    shared = len(hard(a) & hard(b)) + (a.headline or b.headline)  # a headline may have one of the two under another name
    spoke = talks.rule.startswith(("verb.speak", "verb.with", "verb.discuss")) and not talks.places and shared > 1
    return (b.definite and not talks.places) or spoke


def _is_older(a: MeetingFacts, b: MeetingFacts) -> bool:
    """True for a meeting of months ago beside news that has no date: "Ruiz met Beck on arrival. In March 2021 they met in Oslo"."""
    old, other = (a, b) if a.old else (b, a)
    aside = other.rule == "verb.discuss" and len(other.evidence) == 1  # "the two also discussed trade" is no meeting of its own
    news = other.firm and not other.start and not other.definite and not aside
    return old.old and not old.definite and news and not {*old.places} & {*other.places}


def _bodies(facts: MeetingFacts) -> frozenset[str]:
    return frozenset(p for p in facts.parties if p.startswith("org."))


def _definite_agrees(report: MeetingFacts, fact: MeetingFacts) -> bool:
    if report.rule.endswith(SINCE) and not fact.start:
        return False  # "had not met since May. Cole also attended the talks": those of these days
    if fact.kind == "Visit" and fact.homes and report.homes and not fact.homes & report.homes:
        return False  # "he put the trip off" is said of his own trip
    if len(hard(report)) > 1 and not hard(fact) <= hard(report) and not is_presence(fact):
        return False  # "Ruiz would come to continue the conversation" is not said of Beck's talks with Sol
    return fact.parties <= report.parties or not report.parties or is_presence(fact)


def _people_agree(a: MeetingFacts, b: MeetingFacts) -> bool:
    one, two = hard(a), hard(b)
    if a.kind == "Visit" and a.homes and b.homes and a.homes != b.homes:
        return False  # a visit and the return visit have both countries in common, and no visitor
    nested = a.parties <= b.parties or b.parties <= a.parties
    if a.kind == "Visit" and STATUS_CLASS[a.status] != STATUS_CLASS[b.status] and _towns(a) and _towns(b) and not _towns(a) & _towns(b):
        return False  # "was in Oslo. She will then fly to Bergen"
    if a.kind == "Visit" and bool(one) != bool(two) and a.homes and a.homes == b.homes and nested and not (a if one else b).places:
        return True  # "the first visit by a Norwegian minister" beside "Ruiz's visit", both from Norway
    if a.kind == "Visit" and a.headline != b.headline and _is_headed(*((a, b) if a.headline else (b, a))):
        return True
    if a.kind == "Visit" and not one and not two and a.headline != b.headline and a.homes == b.homes and a.homes:
        return len(a.participants) == len(b.participants) == 1  # "defence chief's visit" in the headline, "a visit by the minister"
    if one and one == two:
        return nested or (a.kind != "Visit" and len(one) > 1)
    if a.headline != b.headline and a.kind != "Visit" and _tells_again(*((a, b) if a.headline else (b, a))):
        return True
    if _is_named_later(*sorted((a, b), key=lambda m: bool(hard(m)))):
        return True
    if one and two:
        return (one < two or two < one) and nested and not _groups_differ(a, b)
    if not one and not two and a.participants and a.participants == b.participants:
        return True
    if "MilitaryTalks" in (a.kind, b.kind) and a.kind != b.kind:
        return False
    few, many = sorted((a, b), key=lambda m: len(m.parties))  # "Norway's team wrapped up two days of talks"
    one_sided = len(few.participants) == 1 == len(few.parties) and not few.places and few.rule.startswith("noun.")
    return nested and (len(a.parties & b.parties) > 1 or (one_sided and len(many.parties) == 2 and not one and not two))


def _is_headed(headline: MeetingFacts, body: MeetingFacts) -> bool:
    """A headline tells a visitor by the office alone: "Norway scraps Chilean minister's visit" above "Ruiz's visit was scrapped"."""
    unnamed = (
        not hard(headline)
        and len(headline.participants) == 1 == len(hard(body))
        and STATUS_CLASS[headline.status] == STATUS_CLASS[body.status]
    )
    return unnamed and bool(headline.homes) and headline.homes == body.homes and headline.parties <= body.parties


def _towns(facts: MeetingFacts) -> frozenset[str]:
    return frozenset(p for p in facts.places if p.startswith("place."))


def _is_named_later(unnamed: MeetingFacts, named: MeetingFacts) -> bool:
    """True where an article tells of the countries or the office first, and of who it was straight after.

    "Norway and Chile will hold talks. Ruiz will lead the talks with Beck"; "Norway called off a visit by the minister. Ruiz had been due
    in Oslo", unless another country is told to be his.
    """
    if hard(unnamed) or not hard(named) or not 0 < abs(named.order - unnamed.order) <= NEXT:
        return False
    if unnamed.kind == "Visit":
        return named.stateless and not unnamed.places and len(unnamed.participants) == 1 and unnamed.status == named.status
    return named.known and named.order > unnamed.order and len(unnamed.parties) > 1 and named.parties <= unnamed.parties


def _tells_again(headline: MeetingFacts, body: MeetingFacts) -> bool:
    """A headline names fewer people and calls groups by other words than the body: "Ruiz meets mayors"."""
    few, many = hard(headline), hard(body)
    told = bool(few) or (headline.parties <= body.parties and bool(headline.parties) and body.kind != "OtherMeeting")
    return few <= many and told and len(headline.participants - few - body.participants) <= 1


def _groups_differ(a: MeetingFacts, b: MeetingFacts) -> bool:
    """ "Ruiz met business people" is not "Ruiz met Beck": the side with fewer names has a group of its own."""
    few, many = sorted((a, b), key=lambda m: len(hard(m)))
    return bool(few.participants - hard(few)) and not (few.participants & many.participants - hard(few))


def _status_agrees(a: MeetingFacts, b: MeetingFacts) -> bool:
    one, two = STATUS_CLASS[a.status], STATUS_CLASS[b.status]
    if b.definite and not b.firm and b.status == "Held":
        return True  # "the talks": nothing is said of their status
    if one == two:
        return a.status == b.status or one != "future" or hard(a) == hard(b) or b.definite
    if (_is_default(a) and (two != "off" or (b.definite and b.kind != "Visit"))) or (_is_default(b) and one != "off"):
        return True
    if {one, two} != {"future", "off"}:
        return False
    if a.places and b.places and not {*a.places} & {*b.places}:
        return False  # "cancelled talks in Lima, but the two would see each other in Oslo"
    called_off = a if one == "off" else b
    return b.definite or (hard(a) == hard(b) and (bool(called_off.start) or not (a.start or b.start)))


def _is_default(facts: MeetingFacts) -> bool:
    return not facts.firm and not facts.now and facts.status in ("Held", "Planned", "Ongoing")


def dates_conflict(a: MeetingFacts, b: MeetingFacts) -> bool:
    """True if both are dated and the periods do not touch."""
    if not a.start or not b.start:
        return False
    return _before(a.end or a.start, b.start) or _before(b.end or b.start, a.start)


def _before(end: str, start: str) -> bool:
    size = min(len(end), len(start))
    return end[:size] < start[:size]


def is_week(facts: MeetingFacts) -> bool:
    """True for a date that is a whole week ("next week"), within which the encounter took place on days not told."""
    if len(facts.start) < DAY or len(facts.end) < DAY:
        return False
    return (date.fromisoformat(facts.end) - date.fromisoformat(facts.start)).days == 6 and date.fromisoformat(facts.start).weekday() == 0


def nearness(report: MeetingFacts, fact: MeetingFacts) -> tuple[bool, bool, int, int]:
    """How well a mention fits a report: same status class, same people, people in common, then closeness in the text."""
    same_status = STATUS_CLASS[report.status] == STATUS_CLASS[fact.status]
    shared = hard(report) & hard(fact)
    return same_status, hard(report) == hard(fact), len(shared), -abs(report.order - fact.order)
