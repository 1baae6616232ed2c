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
from kg.resolve.components import Decision, decide_all
from kg.resolve.names import fold, parts, same_person, shares_word

Post = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """All that identity may look at: a person as an article has them, equal for articles that say the same.

    ``key`` is the article's own; posts are sorted (office, organisation) keys that they hold or held there.
    """

    key: str
    name: str
    posts: tuple[Post, ...] = ()
    countries: tuple[str, ...] = ()


def unify(articles: Sequence[ArticleFacts]) -> list[ArticleFacts]:
    """The same facts with person keys that hold across articles; the order of ``articles`` changes nothing."""
    counts = Counter(p for facts in articles for p in profiles(facts))
    decided = decide_all(counts, blocks, decide)
    return [identified(facts, decided) for facts in articles]


def profiles(facts: ArticleFacts) -> tuple[Profile, ...]:
    """The persons of one article, in its order; each has a key of its own."""
    within = {e.key: e.within for e in facts.entities}
    posts: dict[str, set[Post]] = defaultdict(set)
    for role in facts.roles:
        if role.org:
            posts[role.person].add((role.office, role.org))
    return tuple(_profile(e, posts[e.key], within) for e in facts.entities if e.kind == "person")


def _profile(entity: Entity, posts: set[Post], within: Mapping[str, str]) -> Profile:
    countries = {org if org.startswith("country.") else within.get(org, "") for _, org in posts}
    return Profile(entity.key, entity.name, tuple(sorted(posts)), tuple(sorted(countries - {""})))


def blocks(profile: Profile) -> tuple[str, ...]:
    """A full name meets its like, and by family or given name with a post those who may be meant by less; a single name by post alone."""
    words = parts(profile.name)
    if len(words) < 2:
        return tuple(f"{fold(profile.name)}@{office}@{org}" for office, org in profile.posts)
    return (profile.key, *(f"{word}@{office}@{org}" for word in dict.fromkeys((words[0], words[-1])) for office, org in profile.posts))


def decide(component: Mapping[Profile, int]) -> dict[Profile, Decision]:
    """Who is who among the profiles of one component; ``component`` says how many articles have each."""
    full = {p: n for p, n in component.items() if len(parts(p.name)) > 1}
    keys = _full_keys(full)
    holders: dict[Post, list[Profile]] = defaultdict(list)
    for profile in full:
        for post in profile.posts:
            holders[post].append(profile)
    for single in component:
        if single not in full:
            fits = {keys[f] for post in single.posts for f in holders.get(post, ()) if shares_word(single.name, f.name)}
            keys[single] = fits.pop() if len(fits) == 1 else ""
    return {profile: Decision(key) for profile, key in keys.items()}


def identified(facts: ArticleFacts, decided: Mapping[Profile, Decision]) -> ArticleFacts:
    """One article's facts with the keys decided on; who stays the article's own has its id in the key."""
    own = local(facts.article.id)
    return rename(facts, {p.key: decided[p].key or f"{own}.{p.key}" for p in profiles(facts)})


def _full_keys(full: Mapping[Profile, int]) -> dict[Profile, str]:
    """Keys for full names: forms that share a post are joined under the commonest, namesakes of two countries are kept apart."""
    canonical = _joined_forms(full)
    by_key: dict[str, list[Profile]] = defaultdict(list)
    for profile in full:
        by_key[canonical[profile.key]].append(profile)
    keys: dict[Profile, str] = {}
    for key, group in by_key.items():
        clashing = _namesakes(group)
        for profile in group:
            home = min(profile.countries, default="")
            keys[profile] = f"{key}.{home.removeprefix('country.')}" if clashing and home else key
    return keys


def _namesakes(group: Sequence[Profile]) -> bool:
    """True if articles place the name in countries that no article joins."""
    known = {frozenset(p.countries) for p in group if p.countries}
    return bool(known) and not any(all(a & b for b in known) for a in known)


def _joined_forms(full: Mapping[Profile, int]) -> dict[str, str]:
    counts: Counter[str] = Counter()
    by_post: dict[tuple[str, Post], set[tuple[str, str]]] = defaultdict(set)
    for profile, number in full.items():
        counts[profile.key] += number
        for post in profile.posts:
            by_post[parts(profile.name)[-1], post].add((profile.key, profile.name))
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
