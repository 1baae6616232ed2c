"""Names that one article gets wrong and others right, seen from what all of them say of offices.

Of two names one slip apart (``name_likeness.slip``) the rarer one stands for the commoner when both hold one office, or when the
commoner is found several times as often and nothing speaks against it. A name that stands for another is never a model itself, so
nothing is joined through a third. All is decided from the profiles of one component (``components``), whatever their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from kg.facts import Verdict
from kg.resolve.gazetteer import gazetteer
from kg.resolve.name_likeness import name_likeness, slip
from kg.resolve.names import forms_of_one

Post = tuple[str, str]
# How often the other name must be found: where offices of several tell of both, and where one of them is that of one person at a time.
OFTEN = 3
TWICE = 2


class Named(Protocol):
    """A person as articles have them (``identity.Profile``)."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def posts(self) -> tuple[Post, ...]: ...
    @property
    def countries(self) -> tuple[str, ...]: ...
    @property
    def offices(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a form was taken for: ``right`` is the key of the name that it stands for, or (other verdicts) might stand for."""

    right: str
    verdict: Verdict
    score: float
    reason: str
    rule: str
    rejected: tuple[str, ...] = ()


@dataclass(slots=True)
class _Form:
    """All that is known of one form of a name: in how many articles, and with which posts."""

    key: str
    name: str
    articles: int = 0
    posts: set[Post] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


def misread(component: Mapping[N, int]) -> dict[str, Slip]:
    """The slips among the forms of one component, by the key of the form; ``component`` says in how many articles each profile stands."""
    forms = sorted(_forms(component), key=lambda f: (-f.articles, f.key))
    models: dict[Post, list[_Form]] = defaultdict(list)
    found: dict[str, Slip] = {}
    for form in forms:
        posts = [*sorted(form.posts), *((office, "") for office in sorted(form.offices))]
        near = {m.key: m for post in posts for m in models[post] if slip(form.name, m.name) and not forms_of_one(form.name, m.name)}
        told = [s for m in near.values() for s in _weighed(form, m)]
        best = _best(told)
        if best is not None:
            found[form.key] = best
        if best is None or best.verdict != "same":
            for post in posts:
                models[post].append(form)
    return found


def _forms(component: Mapping[N, int]) -> Iterator[_Form]:
    forms: dict[str, _Form] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for profile, articles in component.items():
        form = forms.setdefault(profile.key, _Form(profile.key, profile.name))
        names[profile.key][profile.name] += articles
        form.articles += articles
        form.posts |= set(profile.posts)
        form.offices |= set(profile.offices)
        form.countries |= set(profile.countries)
    for key, form in forms.items():
        form.name = min(names[key], key=lambda n: (-names[key][n], n))
        yield form


def _weighed(form: _Form, model: _Form) -> Iterator[Slip]:
    """What the posts that two names share say of them; ``model`` is found as often or more often."""
    likeness = name_likeness(form.name, model.name)
    if form.countries and model.countries and not form.countries & model.countries:
        return
    shared = [*sorted(form.posts & model.posts), *((office, "") for office in sorted(form.offices & model.offices))]
    unique = [p for p in shared if p[1] and is_unique(p[0])]
    told = f"{_times(form)}, {model.name} {_times(model)}; {likeness.why}"
    if unique or model.articles >= (OFTEN if shared[0][1] else TWICE) * form.articles:
        why = f"one person at a time is {_told(unique[0])}" if unique else f"both are {_told(shared[0])}"
        yield Slip(model.key, "same", round(likeness.value, 2), f"{why}: {form.name} {told}", "slip.office" if unique else "slip.often")
    else:
        reason = f"both are {_told(shared[0])}, which several may be: {form.name} {told}"
        yield Slip(model.key, "undecided", round(likeness.value, 2), reason, "slip.alike")


def _best(told: list[Slip]) -> Slip | None:
    """The most likely; undecided when two are as likely as each other."""
    ranked = sorted(told, key=lambda s: (s.verdict != "same", -s.score, s.right))
    if not ranked:
        return None
    first, rest = ranked[0], ranked[1:]
    rejected = tuple(f"{s.right}: {s.reason}" for s in rest)
    tied = [s for s in rest if (s.verdict, s.score) == (first.verdict, first.score)]
    verdict: Verdict = "undecided" if tied else first.verdict
    return Slip(first.right, verdict, first.score, first.reason, first.rule, rejected)


def is_unique(key: str) -> bool:
    """True for the key of an office that one person holds at a time."""
    office = gazetteer().office(key.removeprefix("office.").replace("-", " "))
    return office is not None and office.level == "unique"


def _told(post: Post) -> str:
    country = gazetteer().country(post[1].removeprefix("country.").upper(), code=True)
    body = country.name if country else post[1].removeprefix("org.").replace("-", " ")
    return f"{post[0].removeprefix('office.').replace('-', ' ')}{f' of {body}' if body else ''}"


def _times(form: _Form) -> str:
    return f"in {form.articles} article{'' if form.articles == 1 else 's'}"
