"""The entities of one article: countries, places and organisations by the names that it gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.facts import Entity
from kg.graph.iri import local
from kg.model import Mention, Story
from kg.resolve._records import Country, Organization
from kg.resolve.gazetteer import gazetteer
from kg.resolve.names import slug

CAPITAL = re.compile(r"(?:the )?([\w .]+?)(?: ?['’]s)? capital$")


@dataclass(slots=True)
class Register:
    """The entities of one article, found so far, by key."""

    story: Story
    entities: dict[str, Entity] = field(default_factory=dict, kw_only=True)

    def add(self, entity: Entity) -> str:
        """Register an entity, joining names with what is known of it; returns its key."""
        known = self.entities.get(entity.key)
        if known is not None:
            alt = tuple(sorted({*known.alt, *entity.alt, known.name, entity.name} - {known.name}))
            wikidata, within = known.wikidata or entity.wikidata, known.within or entity.within
            entity = replace(known, alt=alt, wikidata=wikidata, within=within, hidden=tuple(sorted({*known.hidden, *entity.hidden})))
        self.entities[entity.key] = entity
        return entity.key

    def country(self, country: Country) -> str:
        """Register a country; returns its key."""
        return self.add(country_entity(country))

    def place(self, name: str) -> str:
        """A place by its name: a country, a known city, or a place of that name."""
        known = gazetteer()
        country = known.country(name)
        if country is not None and not known.is_demonym(name):
            return self.country(country)
        described = CAPITAL.match(name)
        home = known.country(described[1]) if described else None
        if home is not None and home.capitals:
            name = home.capitals[0]
        city = known.city(name)
        within = f"country.{city.country.lower()}" if city is not None and city.country else ""
        if within:
            self._country_of(city.country if city else "")
        label = city.name if city is not None else name
        return self.add(Entity(f"place.{slug(label)}", "place", label, (name,) if name != label else (), within=within))

    def _country_of(self, code: str) -> None:
        country = gazetteer().country(code, code=True)
        if country is not None:
            self.country(country)

    def organization(self, mention: Mention) -> str:
        """A known body under its own name; "the Foreign Ministry" with its country's, where the article tells which."""
        known = gazetteer().organization(mention.name)
        if known is not None:
            return self.known_body(known, mention.name)
        country, name = self._owner(mention)
        body = gazetteer().body(name)
        if country is not None and body is not None:
            within = self.country(country)
            shown = f"{country.demonym or country.name} {body.label}"
            return self.add(Entity(f"org.{slug(f'{country.name} {body.label}')}", "organization", shown, (mention.name,), within=within))
        if body is not None:
            return self._only_body(mention, body.label)
        return self.add(Entity(f"org.{slug(mention.name)}", "organization", mention.name))

    def known_body(self, known: Organization, name: str) -> str:
        """Register a listed body under its own name, with the one that the article gives it; returns its key."""
        alt = (name,) if name != known.name else ()
        within = f"country.{known.country.lower()}" if known.country else ""
        if within:
            self._country_of(known.country)
        return self.add(Entity(f"org.{slug(known.name)}", "organization", known.name, alt, known.wikidata, within))

    def _only_body(self, mention: Mention, label: str) -> str:
        """ "The Foreign Ministry" without its country: the article's one such body, or one of an unknown country."""
        endings = (f"-{slug(label)}", f".{slug(label)}")
        known = [k for k, e in self.entities.items() if e.kind == "organization" and e.within and k.endswith(endings)]
        if known:
            return self.add(Entity(known[-1], "organization", mention.name))
        return self.add(Entity(f"org.{local(self.story.article.id)}.{slug(label)}", "organization", mention.name))

    def _owner(self, mention: Mention) -> tuple[Country | None, str]:
        """The country in front of or inside a body's name, and the name without it."""
        doc, start = self.story.doc, mention.tokens.start
        words = mention.name.split()
        for cut in (2, 1):
            country = gazetteer().country(" ".join(words[:cut])) if len(words) > cut else None
            if country is not None:
                return country, " ".join(words[cut:])
        before = start - 1 - (start > 1 and doc[start - 1].lower_ in ("'s", "’s"))
        if before >= 0 and doc[before].text[0].isupper():
            country = gazetteer().country(doc[before].text) or (gazetteer().metonym(doc[before].text) if before < start - 1 else None)
            if country is not None:
                return country, mention.name
        return None, mention.name


def country_entity(country: Country) -> Entity:
    """The node of a country."""
    return Entity(country_key(country), "country", country.name, tuple(country.aliases), country.wikidata)


def country_key(country: Country) -> str:
    """The key of a country."""
    return f"country.{country.iso2.lower()}"
