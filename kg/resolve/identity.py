"""One person, one key across articles.

Within an article chains are already entities. Across articles a full name is one person, unless the countries that the articles
give them differ; different forms of a name ("Joe Biden", "Joseph R. Biden Jr.") and surnames alone ("Xi") are joined only
when office and organisation agree too. A surname that fits nobody, or two people, stays a person of its own article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts import ArticleFacts, Entity, Judgement
from kg.graph.iri import local
from kg.resolve.components import Decision
from kg.resolve.holders import recorded_keys, spelled
from kg.resolve.judgements import Ruling
from kg.resolve.latest import of_latest
from kg.resolve.names import best_name, fold, parts, same_person, shares_word, slug
from kg.resolve.slips import Slip, is_unique, misread

Post = tuple[str, str]
# Whose office it is counts where the words say so, not where the article's home or somebody else's office suggests it.
SURE = 0.7
REIGNING = ("office.king", "office.queen", "office.emperor", "office.emir", "office.sultan", "office.pope")


@dataclass(frozen=True, slots=True)
class Profile:
    """All that identity may look at: a person as an article has them, equal for articles that say the same.

    ``key`` is the article's own; posts are sorted (office, organisation) keys that they hold or held there; ``offices`` those of their
    offices that one person holds at a time, also where the article does not say for whom.
    """

    key: str
    name: str
    posts: tuple[Post, ...] = ()
    countries: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()


def sightings(facts: ArticleFacts, decided: Mapping[Profile, Decision]) -> Iterator[tuple[str, str]]:
    """Each person of an article as judgements may call them (``ARTICLE.person.NAME``), with the key decided on."""
    own = local(facts.article.id)
    keys = {p.key: decided[p].key or f"{own}.{p.key}" for p in profiles(facts)}
    yield from ((f"{own}.{key}", found) for key, found in keys.items())
    yield from ((j.left, keys.get(j.right, j.right)) for j in facts.judgements)


@of_latest
def profiles(facts: ArticleFacts) -> tuple[Profile, ...]:
    """The persons of one article, in its order; each has a key of its own."""
    within = {e.key: e.within for e in facts.entities}
    held: dict[str, set[Post]] = defaultdict(set)
    for role in facts.roles:
        held[role.person].add((role.office, role.org if role.confidence >= SURE else ""))
    return tuple(_profile(e, held[e.key], within) for e in facts.entities if e.kind == "person")


def _profile(entity: Entity, held: set[Post], within: Mapping[str, str]) -> Profile:
    posts = {post for post in held if post[1]}
    countries = {org if org.startswith("country.") else within.get(org, "") for _, org in posts}
    offices = {office for office, _ in held if is_unique(office)}
    return Profile(entity.key, entity.name, tuple(sorted(posts)), tuple(sorted(countries - {""})), tuple(sorted(offices)))


def blocks(profile: Profile) -> tuple[str, ...]:
    """A full name meets its like, and by family or given name with a post those who may be meant by less; a single name by post alone.

    By one word, the first letter of the other and an office a name meets those that it may be a slip for.
    """
    words = parts(profile.name)
    if len(words) < 2:
        return tuple(f"{(*words, fold(profile.name))[0]}@{office}@{org}" for office, org in profile.posts)
    first, last = words[0], words[-1]
    near = (f"{pair}@{office}" for pair in (f"{first} {last[0]}.", f"{first[0]}. {last}") for office in profile.offices)
    return (profile.key, *(f"{word}@{office}@{org}" for word in dict.fromkeys((first, last)) for office, org in profile.posts), *near)


def decide(component: Mapping[Profile, int]) -> dict[Profile, Decision]:
    """Who is who among the profiles of one component; ``component`` says how many articles have each."""
    full = {p: n for p, n in component.items() if len(parts(p.name)) > 1}
    slips = misread(full)
    keys = _full_keys(full, slips)
    holders: dict[Post, list[Profile]] = defaultdict(list)
    for profile in full:
        for post in profile.posts:
            holders[post].append(profile)
    for single in component:
        if single not in full:
            fits = {keys[f] for post in single.posts for f in holders.get(post, ()) if shares_word(single.name, f.name)}
            keys[single] = fits.pop() if len(fits) == 1 else _reigning(single)
    return {profile: _decision(profile, key, slips.get(profile.key), full) for profile, key in keys.items()}


def _reigning(single: Profile) -> str:
    """The key of a monarch, who has one name and one realm; "" for anybody else."""
    realms = sorted(org for office, org in single.posts if office in REIGNING and org.startswith("country."))
    words = parts(single.name)
    return f"person.{slug(words[0])}.{realms[0].removeprefix('country.')}" if realms and words else ""


def _decision(profile: Profile, key: str, slip: Slip | None, full: Mapping[Profile, int]) -> Decision:
    if slip is None:
        return Decision(key)
    right = best_name(Counter({p.name: n for p, n in full.items() if p.key == slip.right})) if slip.verdict == "same" else ""
    made = Judgement(profile.name, profile.key, key, slip.verdict, slip.score, slip.reason, slip.rule, slip.rejected)
    return Decision(key, right, (made,))


def identified(facts: ArticleFacts, decided: Mapping[Profile, Decision], ruled: Ruling) -> ArticleFacts:
    """One article's facts with the keys decided on; who stays the article's own has its id in the key. ``ruled`` has the last word."""
    own = local(facts.article.id)
    found = profiles(facts)
    keys = {p.key: ruled.key(f"{own}.{p.key}", decided[p].key or f"{own}.{p.key}") for p in found}
    right = {p.key: decided[p].right for p in found if decided[p].right and f"{own}.{p.key}" not in ruled.keys}
    made = tuple(replace(j, left=f"{own}.{j.left}") for p in found for j in decided[p].judgements)
    as_meant = replace(facts, entities=tuple(_put_right(e, right.get(e.key, "")) for e in facts.entities))
    judged = tuple(replace(j, right=keys.get(j.right, j.right)) for j in facts.judgements)
    renamed = rename(as_meant, keys)
    return replace(renamed, judgements=(*judged, *(_with_spans(j, facts) for j in made)))


def _put_right(entity: Entity, right: str) -> Entity:
    """The entity under the name that it should have: the forms with a word that this has not are garbled."""
    if not right:
        return entity
    words = set(parts(right))
    wrong = [n for n in (entity.name, *entity.alt) if not set(parts(n)) <= words and not spelled(n, right)]
    alt = tuple(n for n in (entity.name, *entity.alt) if n not in (*wrong, right))
    return replace(entity, name=right, alt=alt, hidden=tuple(sorted({*entity.hidden, *wrong})))


def _with_spans(judgement: Judgement, facts: ArticleFacts) -> Judgement:
    """The judgement with the places of the article that name the person."""
    key = judgement.left.removeprefix(f"{local(facts.article.id)}.")
    return replace(judgement, evidence=tuple(r.span for r in facts.references if r.key == key and r.confidence == 1.0))


def _full_keys(full: Mapping[Profile, int], slips: Mapping[str, Slip]) -> dict[Profile, str]:
    """Keys for full names: forms that share a post are joined under the commonest, namesakes of two countries are kept apart."""
    canonical = _joined_forms(full, slips)
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
    """True if articles place the name in countries that no article joins, in offices that are not one."""
    known = {(frozenset(p.countries), frozenset(p.offices)) for p in group if p.countries}
    return bool(known) and not any(all(a & b or one & two for b, two in known) for a, one in known)


def _joined_forms(full: Mapping[Profile, int], slips: Mapping[str, Slip]) -> dict[str, str]:
    counts: Counter[str] = Counter()
    by_post: dict[tuple[str, Post], set[tuple[str, str]]] = defaultdict(set)
    for profile, number in full.items():
        counts[profile.key] += number
        words = parts(profile.name)
        for word in {words[0], words[-1]}:  # "Fumio Kishida" is "Kishida Fumio" at home
            for post in profile.posts:
                by_post[word, post].add((profile.key, profile.name))
    canonical = {key: key for key in counts}
    for form, slip in sorted(slips.items()):
        if slip.verdict == "same":
            _join(canonical, form, slip.right, counts)
    for block in sorted(by_post):
        forms = sorted(by_post[block])
        for i, (left, left_name) in enumerate(forms):
            for right, right_name in forms[i + 1 :]:
                if left != right and same_person(left_name, right_name):
                    _join(canonical, left, right, counts)
    return canonical


def _join(canonical: dict[str, str], left: str, right: str, counts: Mapping[str, int]) -> None:
    roots = {canonical[left], canonical[right]}
    keep = min(roots, key=lambda k: (-counts[k], k not in recorded_keys(), k))
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
            hidden = tuple(sorted({*known.hidden, *entity.hidden} - {known.name, *alt}))
            out[entity.key] = replace(known, alt=alt, wikidata=known.wikidata or entity.wikidata, hidden=hidden)
    return tuple(out.values())
