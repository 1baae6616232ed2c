"""Issues: the scheme, its labels in a text, the places of issues, and what a story is about. No model is needed."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg import resources
from kg.extract.issue import evidence, extract
from kg.extract.issues import scheme
from kg.extract.issues.candidate import is_candidate
from kg.extract.issues.patterns import patterns
from kg.extract.issues.places import places
from kg.extract.issues.topic import Reading
from kg.vocab import SKOS

VOCAB = spacy.blank("en").vocab
EXAMPLES = Path(__file__).parent / "data" / "issue_examples.csv"
PREPOSITIONS = {"of", "on", "in", "to", "for", "against", "into", "with", "over"}


def parsed(*sentences: str) -> Doc:
    """A story from sentences of word/lemma/POS or word/POS tokens."""
    tokens = [(*t.rsplit("/", 2),) for s in sentences for t in s.split()]
    cells = [t if len(t) == 3 else (t[0], t[0], t[1]) for t in tokens]
    starts = [n == 0 for s in sentences for n, _ in enumerate(s.split())]
    words, lemmas, pos = ([c[i] for c in cells] for i in range(3))
    return Doc(VOCAB, words=words, lemmas=lemmas, pos=pos, sent_starts=starts)


def concepts_of(*sentences: str) -> dict[str, list[str]]:
    """Concept -> the texts of its mentions."""
    doc = parsed(*sentences)
    found: dict[str, list[str]] = {}
    for mention in extract(doc):
        found.setdefault(mention.concept, []).append(doc[mention.tokens.start : mention.tokens.end].text)
    return found


def frozen() -> dict[tuple[str, str], str]:
    with EXAMPLES.open(encoding="utf-8", newline="") as lines:
        return {(row["rule"], row["kind"]): row["tokens"].replace("|", "/") for row in csv.DictReader(lines)}


def rows() -> list[dict[str, str]]:
    with resources.data("issue_patterns.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# The scheme


def test_the_scheme_is_strict_turtle_and_flat() -> None:
    quads = list(ox.parse(path=str(resources.data("issues.ttl")), format=ox.RdfFormat.TURTLE))
    whole = ox.NamedNode("https://w3id.org/kg-news/id/issues")
    members = {q.subject.value for q in quads if q.predicate == SKOS.inScheme and q.object == whole}
    labelled = [q.subject.value for q in quads if q.predicate == SKOS.prefLabel and q.subject != whole]
    assert 600 <= len(members) <= 1000
    assert sorted(labelled) == sorted(members), "each concept has one prefLabel"
    assert not any(isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode) for q in quads)
    assert all(m.startswith(scheme.PREFIX) and "/" not in m[len(scheme.PREFIX) :] for m in members)
    assert all(q.object.language == "en" for q in quads if isinstance(q.object, ox.Literal))


def test_a_concept_without_a_broader_one_is_a_top_concept_and_no_other() -> None:
    quads = list(ox.parse(path=str(resources.data("issues.ttl")), format=ox.RdfFormat.TURTLE))
    claimed = {q.subject.value for q in quads if q.predicate == SKOS.topConceptOf}
    tops = {name for name, concept in scheme.concepts().items() if not concept.broader}
    assert claimed == {scheme.PREFIX + name for name in tops}
    assert len(tops) < 20, "a new concept belongs below one that is there"


def test_no_two_concepts_match_the_same_concept_elsewhere() -> None:
    owner: dict[str, str] = {}
    for quad in ox.parse(path=str(resources.data("issues.ttl")), format=ox.RdfFormat.TURTLE):
        if quad.predicate == SKOS.exactMatch:
            assert quad.object.value not in owner, f"{quad.object.value}: {quad.subject} and {owner[quad.object.value]}"
            owner[quad.object.value] = str(quad.subject)
            assert quad.object.value.startswith(("http://www.wikidata.org/entity/Q", "http://cv.iptc.org/newscodes/mediatopic/"))


def test_broader_leads_to_a_top_without_a_cycle() -> None:
    known = scheme.concepts()
    for name in known:
        path, here = [name], name
        while known[here].broader:
            (here,) = known[here].broader
            assert here in known, f"{path[-1]} is below {here}, which does not exist"
            assert here not in path, f"cycle: {path}"
            path.append(here)


def test_no_label_belongs_to_two_concepts() -> None:
    owner: dict[tuple[str, ...], str] = {}
    for concept in scheme.concepts().values():
        for label in (concept.label, *concept.alt, *concept.hidden):
            folded = tuple(scheme.fold(w) for w in scheme.words(label))
            assert folded not in owner, f"{label!r} is in {owner.get(folded)} and {concept.name}"
            owner[folded] = concept.name


def test_a_label_is_a_phrase_and_not_its_beginning() -> None:
    for concept in scheme.concepts().values():
        for label in (concept.label, *concept.alt, *concept.hidden):
            assert label == label.strip()
            assert label.split()[-1].lower() not in PREPOSITIONS, f"{label!r} of {concept.name} lacks its end"


def test_every_label_is_found_as_its_concept() -> None:
    blank = spacy.blank("en")
    for concept in scheme.concepts().values():
        for label in (concept.label, *concept.alt, *concept.hidden):
            matches = scheme.find(blank(label))
            assert [m.concept for m in matches] == [concept.name], label


# Labels in a text


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("nuclear programmes", "nuclear-programme"),
        ("Nuclear Program", "nuclear-programme"),
        ("normalization of relations", "diplomatic-normalisation"),
        ("the “one China” policy", "one-china-policy"),
        ("military-to-military communications", "military-to-military-communication"),
        ("COVID-19", "covid-19-pandemic"),
        ("COVID-\u206019", "covid-19-pandemic"),
        ("interference in the election", "election-interference"),
        ("freedom of navigation and overflight", "shipping-lanes"),
    ],
)
def test_spelling_number_and_punctuation_do_not_matter(text: str, concept: str) -> None:
    assert [m.concept for m in scheme.find(spacy.blank("en")(text))] == [concept]


@pytest.mark.parametrize("text", ["the nurse aids her", "one more brexiteer", "a quad of courtyards", "the start of a treaty"])
def test_capitals_of_a_label_are_needed(text: str) -> None:
    assert scheme.find(spacy.blank("en")(text)) == []


def test_the_longest_label_wins() -> None:
    (match,) = scheme.find(spacy.blank("en")("sanctions against North Korea"))
    assert (match.concept, match.start, match.end) == ("sanctions-on-north-korea", 0, 4)


# Places of issues


def test_every_pattern_has_frozen_examples() -> None:
    tokens = frozen()
    assert {(r["rule"], k) for r in rows() for k in ("example", "counter")} == set(tokens)
    for row in rows():
        for kind in ("example", "counter"):
            words = "".join(t.rsplit("/", 2)[0] for t in tokens[row["rule"], kind].split())
            assert words == row[kind].replace(" ", ""), f"{row['rule']}: annotate the new {kind}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rule"])
def test_a_pattern_finds_its_example(row: dict[str, str]) -> None:
    doc = parsed(frozen()[row["rule"], "example"])
    found = {doc[p.topic.start : p.topic.end].text for p in places(Reading(doc)) if p.rule == row["rule"]}
    assert set(row["expected"].split(";")) <= found


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rule"])
def test_a_pattern_leaves_its_counter_example(row: dict[str, str]) -> None:
    reading = Reading(parsed(frozen()[row["rule"], "counter"]))
    assert [p for p in places(reading) if p.rule == row["rule"] and is_candidate(reading, p.topic, 9.0)] == []


def test_every_slot_is_indexed_once_for_a_rule() -> None:
    for first, group in patterns().items():
        rules = [p.rule for p in group]
        assert len(rules) == len(set(rules)), first


# Stories

LIST = (
    "The/DET envoys/envoy/NOUN discussed/discuss/VERB issues/issue/NOUN such/ADJ as/ADP trade/NOUN ,/PUNCT "
    "fishing/NOUN quotas/quota/NOUN ,/PUNCT Iran/PROPN and/CCONJ arms/arm/NOUN control/NOUN ./PUNCT"
)


def test_a_list_of_issues_is_taken_apart() -> None:
    assert set(concepts_of(LIST)) == {"trade-policy", "fisheries", "irans-regional-influence", "arms-control"}


def test_a_vague_word_outside_an_issue_place_is_no_issue() -> None:
    doc = parsed("The/DET minister/NOUN for/ADP trade/NOUN flew/fly/VERB to/ADP Iran/PROPN ./PUNCT")
    assert evidence(doc) == []


def test_whose_matter_it_is_is_not_the_matter() -> None:
    doc = parsed("They/they/PRON discussed/discuss/VERB Russia/PROPN 's/PART ,/PUNCT as/SCONJ ever/ADV ,/PUNCT late/ADJ reply/NOUN ./PUNCT")
    assert "us-russia-relations" not in {e.mention.concept for e in evidence(doc)}


def test_a_long_label_that_ends_as_an_owner_is_no_issue() -> None:
    said = "They/they/PRON praised/praise/VERB support/NOUN for/ADP Israel/PROPN 's/PART new/ADJ accords/accord/NOUN ./PUNCT"
    assert "military-aid-to-israel" not in {e.mention.concept for e in evidence(parsed(said))}
    assert "military-aid-to-israel" in {
        e.mention.concept for e in evidence(parsed(said.replace("'s/PART new/ADJ accords/accord/NOUN ", "")))
    }


def test_a_noun_before_a_vague_word_makes_something_else_of_it() -> None:
    said = "They/they/PRON discussed/discuss/VERB the/DET security/NOUN environment/NOUN ./PUNCT"
    assert "environment-policy" not in {e.mention.concept for e in evidence(parsed(said))}
    assert "environment-policy" in {e.mention.concept for e in evidence(parsed(said.replace("security/NOUN ", "")))}


def test_a_named_matter_counts_at_one_mention_and_a_common_word_does_not() -> None:
    filler = ["It/it/PRON rained/rain/VERB ./PUNCT"] * 25
    found = concepts_of(*filler, "He/he/PRON left/leave/VERB after/ADP Brexit/PROPN and/CCONJ deportation/NOUN ./PUNCT")
    assert set(found) == {"brexit"}


def test_the_situation_in_a_place_is_an_issue_and_the_place_is_none() -> None:
    doc = parsed("They/they/PRON discussed/discuss/VERB the/DET situation/NOUN in/ADP Valmar/PROPN ./PUNCT")
    doc.set_ents([spacy.tokens.Span(doc, 5, 6, "GPE")])
    assert [(m.concept, m.label) for m in extract(doc)] == [("situation-in-valmar", "situation in Valmar")]


def test_actors_and_dates_are_no_issues() -> None:
    said = "They/they/PRON discussed/discuss/VERB Ruiz/PROPN ,/PUNCT the/DET ministers/minister/NOUN and/CCONJ Monday/PROPN ./PUNCT"
    assert concepts_of(said) == {}


@pytest.mark.parametrize("noun", ["things", "relations", "talks", "issues", "developments"])
def test_an_empty_noun_is_no_candidate(noun: str) -> None:
    assert not [e for e in evidence(parsed(f"They/they/PRON discussed/discuss/VERB {noun}/NOUN ./PUNCT")) if e.mention.candidate]


@pytest.mark.parametrize(("complement", "found"), [("ferry/NOUN safety/NOUN", True), ("Norland/PROPN", False), ("partners/NOUN", False)])
def test_joint_work_is_an_issue_by_what_it_is_about(complement: str, found: bool) -> None:
    doc = parsed(f"They/they/PRON discussed/discuss/VERB cooperation/NOUN with/ADP {complement} ./PUNCT")
    doc.set_ents([spacy.tokens.Span(doc, t.i, t.i + 1, "GPE") for t in doc if t.text == "Norland"])
    assert bool([e for e in evidence(doc) if e.mention.candidate]) == found


def test_an_unknown_issue_is_minted_and_not_forced_into_the_scheme() -> None:
    doc = parsed("They/they/PRON discussed/discuss/VERB the/DET river/NOUN ferry/NOUN tolls/toll/NOUN ./PUNCT")
    (mention,) = extract(doc)
    assert (mention.concept, mention.label, mention.candidate, mention.rule) == ("river-ferry-toll", "river ferry tolls", True, "discuss")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the/DET Danish/ADJ ferry/NOUN tolls/NOUN", "Danish ferry tolls"),
        ("River/NOUN Ferry/NOUN Tolls/NOUN", "river ferry tolls"),
        ("“/PUNCT ferry/NOUN tolls/NOUN", "ferry tolls"),
    ],
)
def test_a_candidate_is_called_in_lower_case_but_for_names(words: str, expected: str) -> None:
    (mention,) = extract(parsed(f"They/they/PRON discussed/discuss/VERB {words} ./PUNCT"))
    assert mention.label == expected


def test_a_candidate_that_holds_a_known_issue_yields_to_it() -> None:
    found = concepts_of("They/they/PRON discussed/discuss/VERB the/DET scope/NOUN of/ADP the/DET ceasefire/NOUN ./PUNCT")
    assert set(found) == {"ceasefire"}


def test_synonyms_are_one_issue_with_all_its_mentions() -> None:
    found = concepts_of(
        "They/they/PRON discussed/discuss/VERB the/DET truce/NOUN ./PUNCT",
        "The/DET ceasefire/NOUN holds/hold/VERB ./PUNCT",
    )
    assert found == {"ceasefire": ["truce", "ceasefire"]}


def test_the_bare_word_joins_the_narrower_issue() -> None:
    found = concepts_of(
        "They/they/PRON discussed/discuss/VERB sanctions/sanction/NOUN against/ADP Russia/PROPN ./PUNCT",
        "The/DET sanctions/sanction/NOUN hurt/VERB ./PUNCT",
    )
    assert found == {"sanctions-on-russia": ["sanctions against Russia", "sanctions"]}


def test_a_general_word_joins_the_one_named_case_of_it() -> None:
    found = concepts_of(
        "They/they/PRON discussed/discuss/VERB US/PROPN -/PUNCT China/PROPN relations/relation/NOUN ./PUNCT",
        "They/they/PRON praised/praise/VERB bilateral/ADJ relations/relation/NOUN ./PUNCT",
    )
    assert set(found) == {"us-china-relations"}


def test_two_named_cases_leave_the_general_word_alone() -> None:
    found = concepts_of(
        "They/they/PRON discussed/discuss/VERB US/PROPN -/PUNCT China/PROPN relations/relation/NOUN ./PUNCT",
        "They/they/PRON discussed/discuss/VERB US/PROPN -/PUNCT Russia/PROPN relations/relation/NOUN ./PUNCT",
        "They/they/PRON discussed/discuss/VERB bilateral/ADJ relations/relation/NOUN ./PUNCT",
    )
    assert set(found) == {"us-china-relations", "us-russia-relations", "bilateral-relations"}


def test_taiwan_is_not_swallowed_by_its_independence() -> None:
    found = concepts_of(
        "They/they/PRON discussed/discuss/VERB Taiwan/PROPN ./PUNCT",
        "He/he/PRON opposed/oppose/VERB Taiwan/PROPN independence/NOUN ./PUNCT",
    )
    assert set(found) == {"taiwan", "taiwan-independence"}


def test_what_is_only_the_complement_of_a_narrower_name_stays_by_itself() -> None:
    found = concepts_of(
        "They/they/PRON discussed/discuss/VERB Taiwan/PROPN ./PUNCT",
        "He/he/PRON praised/praise/VERB strategic/ADJ ambiguity/NOUN ./PUNCT",
    )
    assert set(found) == {"taiwan", "strategic-ambiguity-on-taiwan"}


def test_a_shell_gives_way_to_what_it_is_about() -> None:
    doc = parsed("She/she/PRON raised/raise/VERB the/DET issue/NOUN of/ADP ferry/NOUN noise/NOUN ./PUNCT")
    assert [m.label for m in extract(doc)] == ["ferry noise"]


def test_a_label_inside_a_title_counts_less_than_one_by_itself() -> None:
    title = evidence(parsed("The/DET climate/NOUN change/NOUN envoy/NOUN left/leave/VERB ./PUNCT"))
    alone = evidence(parsed("The/DET climate/NOUN change/NOUN worsened/worsen/VERB ./PUNCT"))
    assert [e.in_name for e in title] == [True]
    assert [e.in_name for e in alone] == [False]


def test_the_place_of_a_title_adds_nothing() -> None:
    filler = ["It/it/PRON rained/rain/VERB ./PUNCT"] * 25
    said = "They/they/PRON discussed/discuss/VERB the/DET climate/NOUN change/NOUN envoy/NOUN ./PUNCT"
    assert concepts_of(*filler, said) == {}


def test_a_person_is_no_issue() -> None:
    doc = parsed("Qin/PROPN Gang/PROPN spoke/speak/VERB ./PUNCT")
    doc.set_ents([spacy.tokens.Span(doc, 0, 2, "PERSON")])
    assert evidence(doc) == []


def test_an_empty_story_has_no_issues() -> None:
    assert list(extract(Doc(VOCAB))) == []


# Wordings


def wording_rows() -> list[dict[str, str]]:
    with resources.data("issue_wordings.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def told_by_verbs(nlp: Language, text: str) -> set[str]:
    return {e.mention.concept for e in evidence(nlp(text)) if e.mention.rule == "worded"}


def test_every_wording_tells_its_concept_in_its_example_and_not_in_its_counter_example(nlp: Language) -> None:
    missed = [r["example"] for r in wording_rows() if r["concept"] not in told_by_verbs(nlp, r["example"])]
    wrong = [r["counter"] for r in wording_rows() if told_by_verbs(nlp, r["counter"])]
    assert (missed, wrong) == ([], [])


def test_every_wording_is_of_a_concept_of_the_scheme() -> None:
    assert {r["concept"] for r in wording_rows()} <= set(scheme.concepts())


def test_what_verbs_tell_joins_the_special_matter_that_the_story_names(nlp: Language) -> None:
    text = "Soldiers seized power. The ministers discussed the coup in Niger and the aid to its victims."
    assert {m.concept for m in extract(nlp(text))} >= {"coup-in-niger"}
    assert "military-coup" not in {m.concept for m in extract(nlp(text))}


def test_a_general_matter_around_a_special_one_joins_it(nlp: Language) -> None:
    text = "The envoys discussed the disputed region of Abyei."
    assert {m.concept for m in extract(nlp(text))} == {"abyei"}
