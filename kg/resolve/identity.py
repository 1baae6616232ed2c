"""One person, one key across articles.

Within an article chains are already entities. Across articles a full name is one person, unless the countries that the articles
give them differ; different forms of a name ("Joe Biden", "Joseph R. Biden Jr.") and surnames alone ("Xi") are joined only
when office and organisation agree too. A surname that fits nobody, or two people, stays a person of its own article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts import ArticleFacts, Entity
from kg.graph.iri import local
from kg.resolve.names import parts, same_person, shares_word

Post = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as one article has them: posts are (office, organisation) keys that they hold or held there."""

    article: str
    key: str
    name: str
    posts: frozenset[Post]
    countries: frozenset[str]


def unify(articles: Sequence[ArticleFacts]) -> list[ArticleFacts]:
    """The same facts with person keys that hold across articles; the order of ``articles`` changes nothing."""
    seen = [s for facts in sorted(articles, key=lambda f: f.article.id) for s in _seen(facts)]
    full = [s for s in seen if len(parts(s.name)) > 1]
    keys = _full_keys(full)
    holders: dict[Post, list[Seen]] = defaultdict(list)
    for s in full:
        for post in s.posts:
            holders[post].append(s)
    for single in seen:
        if len(parts(single.name)) < 2:
            colleagues = [f for post in single.posts for f in holders.get(post, ())]
            fits = {keys[f.article, f.key] for f in colleagues if shares_word(single.name, f.name)}
            keys[single.article, single.key] = fits.pop() if len(fits) == 1 else f"{local(single.article)}.{single.key}"
    by_article: dict[str, dict[str, str]] = defaultdict(dict)
    for (article, key), new in keys.items():
        by_article[article][key] = new
    return [rename(f, by_article[f.article.id]) for f in articles]


def _seen(facts: ArticleFacts) -> Iterable[Seen]:
    within = {e.key: e.within for e in facts.entities}
    for entity in facts.entities:
        if entity.kind != "person":
            continue
        posts = frozenset((r.office, r.org) for r in facts.roles if r.person == entity.key and r.org)
        countries = frozenset(c for c in (org if org.startswith("country.") else within.get(org, "") for _, org in posts) if c)
        yield Seen(facts.article.id, entity.key, entity.name, posts, countries)


def _full_keys(full: Sequence[Seen]) -> dict[tuple[str, str], str]:
    """Keys for full names: forms that share a post are joined under the commonest, namesakes of two countries are kept apart."""
    canonical = _joined_forms(full)
    by_key: dict[str, list[Seen]] = defaultdict(list)
    for s in full:
        by_key[canonical[s.key]].append(s)
    keys: dict[tuple[str, str], str] = {}
    for key, group in by_key.items():
        clashing = _namesakes(group)
        for s in group:
            home = min(s.countries) if s.countries else ""
            keys[s.article, s.key] = f"{key}.{home.removeprefix('country.')}" if clashing and home else key
    return keys


def _namesakes(group: Sequence[Seen]) -> bool:
    """True if articles place the name in countries that no article joins."""
    known = [s.countries for s in group if s.countries]
    return bool(known) and not any(all(a & b for b in known) for a in known)


def _joined_forms(full: Sequence[Seen]) -> dict[str, str]:
    counts = Counter(s.key for s in full)
    by_post: dict[tuple[str, Post], set[tuple[str, str]]] = defaultdict(set)
    for s in full:
        for post in s.posts:
            by_post[parts(s.name)[-1], post].add((s.key, s.name))
    canonical = {key: key for key in counts}
    for block in sorted(by_post):
        forms = sorted(by_post[block])
        for i, (left, left_name) in enumerate(forms):
            for right, right_name in forms[i + 1 :]:
                if left != right and same_person(left_name, right_name):
                    _join(canonical, left, right, counts)
    return canonical


def _join(canonical: dict[str, str], left: str, right: str, counts: Mapping[str, int]) -> None:
    roots = {canonical[left], canonical[right]}
    keep = min(roots, key=lambda k: (-counts[k], k))
    for key, root in canonical.items():
        if root in roots:
            canonical[key] = keep


def rename(facts: ArticleFacts, keys: Mapping[str, str]) -> ArticleFacts:
    """The facts with other entity keys."""

    def one(key: str) -> str:
        return keys.get(key, key)

    def many(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(v) for v in values))

    return replace(
        facts,
        entities=_merged(replace(e, key=one(e.key)) for e in facts.entities),
        references=tuple(replace(r, key=one(r.key)) for r in facts.references),
        roles=tuple(replace(r, person=one(r.person)) for r in facts.roles),
        meetings=tuple(replace(m, participants=many(m.participants)) for m in facts.meetings),
        statements=tuple(
            replace(s, speakers=many(s.speakers), addressees=many(s.addressees), channels=many(s.channels)) for s in facts.statements
        ),
    )


def _merged(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    out: dict[str, Entity] = {}
    for entity in entities:
        known = out.get(entity.key)
        if known is None:
            out[entity.key] = entity
        else:
            alt = tuple(sorted({*known.alt, *entity.alt, entity.name} - {known.name}))
            out[entity.key] = replace(known, alt=alt, wikidata=known.wikidata or entity.wikidata)
    return tuple(out.values())
