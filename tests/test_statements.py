"""Attribution on hand-made documents: cues before, inside and after; continuation; chains; what is no statement."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract.statement import extract
from kg.model import StatementMention, Tokens
from tests.parsed import TAGS, parsed, tagged


def text(doc: Doc, tokens: Tokens | None) -> str:
    return doc[tokens.start : tokens.end].text if tokens else ""


def short(doc: Doc, m: StatementMention) -> tuple[str, str, str]:
    return text(doc, m.source), " // ".join(text(doc, t) for t in m.content), m.mode


def all_of(source: str) -> list[tuple[str, str, str]]:
    doc = tagged(source)
    return [short(doc, m) for m in extract(doc)]


def only(source: str) -> tuple[Doc, StatementMention]:
    doc = tagged(source)
    (mention,) = extract(doc)
    return doc, mention


RUIZ_SAID_THAT = "Ruiz/per said/v that/s the/d talks/n had/x failed/vn ./"
CASES = [
    ("Ruiz/per “/ stressed/v the/d importance/n of/i dialogue/n ”/ ./", "Ruiz", "the importance of dialogue", "Direct"),
    ("Ruiz/per “/ strongly/r condemned/v the/d attack/n ”/ during/i talks/n ./", "Ruiz", "the attack", "Direct"),
    (RUIZ_SAID_THAT, "Ruiz", "the talks had failed", "Indirect"),
    ("Ruiz/per said/v the/d talks/n had/x failed/vn ./", "Ruiz", "the talks had failed", "Indirect"),
    ("The/d talks/n had/x failed/vn ,/ Ruiz/per said/v ./", "Ruiz", "The talks had failed", "Indirect"),
    ("The/d talks/n ,/ Ruiz/per said/v ,/ had/x failed/vn ./", "Ruiz", "The talks // had failed", "Indirect"),
    ("“/ The/d talks/n had/x failed/vn ,/ ”/ Ruiz/per said/v on/i Monday/p ./", "Ruiz", "The talks had failed", "Direct"),
    ("“/ The/d talks/n had/x failed/vn ,/ ”/ said/v Ruiz/per ./", "Ruiz", "The talks had failed", "Direct"),
    ("Ruiz/per said/v :/ “/ The/d talks/n failed/v ./ We/pr go/vz home/r ./ ”/", "Ruiz", "The talks failed. We go home", "Direct"),
    ("“/ The/d talks/n ,/ ”/ Ruiz/per said/v ,/ “/ had/x failed/vn ./ ”/", "Ruiz", "The talks // had failed", "Direct"),
    ("Ruiz/per said/v the/d talks/n were/x “/ dead/a ”/ ./", "Ruiz", "the talks were “dead”", "Mixed"),
    ("According/v to/i Ruiz/per ,/ the/d talks/n had/x failed/vn ./", "Ruiz", "the talks had failed", "Indirect"),
    ("The/d talks/n had/x failed/vn ,/ according/v to/i Ruiz/per ./", "Ruiz", "The talks had failed", "Indirect"),
    ("Ruiz/per accused/v Beck/per of/i breaking/vg the/d truce/n ./", "Ruiz", "Beck of breaking the truce", "Indirect"),
    ("Ruiz/per called/v for/i an/d end/n to/i the/d war/n ./", "Ruiz", "an end to the war", "Indirect"),
    ("Ruiz/per warned/v of/i a/d new/a war/n ./", "Ruiz", "a new war", "Indirect"),
    ("Ruiz/per described/v the/d talks/n as/i useful/a ./", "Ruiz", "the talks as useful", "Indirect"),
    ("Ruiz/per stressed/v the/d importance/n of/i open/a borders/n ./", "Ruiz", "the importance of open borders", "Indirect"),
    ("Ruiz/per expressed/v concern/n about/i the/d border/n ./", "Ruiz", "concern about the border", "Indirect"),
    ("Ruiz/per pledged/v to/t open/vi the/d border/n ./", "Ruiz", "to open the border", "Indirect"),
    ("Ruiz/per denied/v breaking/vg the/d truce/n ./", "Ruiz", "breaking the truce", "Indirect"),
    ("Officials/n believed/v that/s the/d talks/n would/x fail/vi ./", "Officials", "the talks would fail", "Indirect"),
    ("Beck/per rejected/v Ruiz/per ’s/t claim/n that/s the/d vote/n was/x rigged/vn ./", "Ruiz", "the vote was rigged", "Indirect"),
    (
        "A/d statement/n from/i the/d ministry/n said/v that/s the/d talks/n had/x failed/vn ./",
        "the ministry",
        "the talks had failed",
        "Indirect",
    ),
    ("The/d plan/n was/x described/vn as/i “/ very/r weak/a ”/ by/i Ruiz/per ./", "Ruiz", "very weak", "Direct"),
    ("Ruiz/per was/x quoted/vn as/i saying/vg the/d talks/n had/x failed/vn ./", "Ruiz", "the talks had failed", "Indirect"),
    ("Ruiz/per :/ “/ The/d talks/n had/x failed/vn ./ ”/", "Ruiz", "The talks had failed", "Direct"),
]


@pytest.mark.parametrize(("source", "speaker", "content", "mode"), CASES)
def test_each_way_of_crediting(source: str, speaker: str, content: str, mode: str) -> None:
    assert (speaker, content, mode) in all_of(source)


NONE = [
    "The/d so-called/a “/ spy/n balloon/n ”/ crossed/v the/d border/n ./",
    "The/d talks/n failed/v on/i Monday/p ./",
    "The/d storm/n claimed/v two/m lives/n ./",
    "Ruiz/per did/x not/t say/vi whether/s the/d talks/n had/x failed/vn ./",
    "What/pr has/x Ruiz/per said/vn about/i the/d talks/n ?/",
    "The/d plan/n is/x expected/vn to/t fail/vi ./",
    "There/pr ’s/x the/d ministers/n ’/t plan/n ./",
]


@pytest.mark.parametrize("source", NONE)
def test_narration_is_no_statement(source: str) -> None:
    assert all_of(source) == []


TREE = """
Ruiz    Ruiz   PROPN 2 nsubj  B-PERSON
met     meet   VERB  0 root   O  VerbForm=Fin|Tense=Past
Beck    Beck   PROPN 2 obj    B-PERSON
,       ,      PUNCT 5 punct  O
stressing stress VERB 2 advcl O  VerbForm=Part
the     the    DET   7 det    O
need    need   NOUN  5 obj    O
for     for    ADP   9 case   O
peace   peace  NOUN  7 nmod   O
.       .      PUNCT 2 punct  O
"""


def test_a_participle_takes_the_subject_of_its_governing_verb() -> None:
    doc = parsed(TREE)
    (mention,) = extract(doc)
    assert short(doc, mention) == ("Ruiz", "the need for peace", "Indirect")
    assert text(doc, mention.cue) == "stressing"


def test_a_coordinated_cue_takes_the_subject_and_ends_the_first_content() -> None:
    assert all_of("Ruiz/per stressed/v the/d need/n for/i peace/n and/c called/v for/i new/a talks/n ./") == [
        ("Ruiz", "the need for peace", "Indirect"),
        ("Ruiz", "new talks", "Indirect"),
    ]


def test_adding_that_is_a_statement_of_its_own() -> None:
    found = all_of("“/ We/pr go/vz home/r ,/ ”/ Ruiz/per said/v ,/ adding/vg that/s the/d talks/n had/x failed/vn ./")
    assert found == [("Ruiz", "We go home", "Direct"), ("Ruiz", "the talks had failed", "Indirect")]


def test_addressee_and_channel() -> None:
    doc, mention = only("Ruiz/per told/v reporters/n in/i Lima/loc that/s the/d talks/n had/x failed/vn ./")
    assert text(doc, mention.addressee) == "reporters"
    doc, mention = only("Ruiz/per said/v in/i a/d statement/n that/s the/d talks/n had/x failed/vn ./")
    assert text(doc, mention.channel) == "a statement"
    doc, mention = only("Ruiz/per urged/v Beck/per to/t open/vi the/d border/n ./")
    assert text(doc, mention.addressee) == "Beck"


def test_what_is_known_through_an_agency_is_one_statement_with_a_channel() -> None:
    doc, mention = only("“/ The/d talks/n had/x failed/vn ,/ ”/ Ruiz/per told/v Beck/per ,/ according/v to/i the/d agency/n ./")
    assert short(doc, mention) == ("Ruiz", "The talks had failed", "Direct")
    assert text(doc, mention.channel) == "the agency"
    assert text(doc, mention.addressee) == "Beck"


def test_a_statement_within_a_quoted_statement_is_given_too() -> None:
    found = all_of("“/ Ruiz/per stressed/v that/s the/d talks/n had/x failed/vn ,/ ”/ the/d ministry/n said/v ./")
    assert found == [("the ministry", "Ruiz stressed that the talks had failed", "Direct"), ("Ruiz", "the talks had failed", "Direct")]


CONTINUED = """“/ The/d talks/n had/x failed/vn ,/ ”/ Ruiz/per said/v ./ ¶
“/ We/pr will/x go/vi home/r now/r ./ ”/ ¶ It/pr rained/v ./"""


def test_a_paragraph_that_is_only_a_quotation_continues_with_less_confidence() -> None:
    doc = tagged(CONTINUED)
    first, second = extract(doc)
    assert short(doc, second) == ("Ruiz", "We will go home now", "Direct")
    assert second.source == first.source
    assert second.cue is None
    assert second.confidence < first.confidence


def test_a_second_quoted_sentence_belongs_to_the_statement_before_it() -> None:
    assert all_of("“/ The/d talks/n failed/v ,/ ”/ Ruiz/per said/v ./ “/ We/pr go/vz home/r ./ ”/") == [
        ("Ruiz", "The talks failed // We go home", "Direct")
    ]


def test_a_quotation_without_any_speaker_is_no_statement() -> None:
    assert all_of("It/pr rained/v ./ ¶ “/ We/pr will/x go/vi home/r now/r ./ ”/") == []


def test_a_quotation_never_closed_ends_at_its_cue_and_spares_the_next_paragraph() -> None:
    doc = tagged("“/ Peace/n is/x near/a ./ Yet/r the/d talks/n failed/v ,/ Ruiz/per said/v ./ ¶ The/d storm/n passed/v ./")
    (mention,) = extract(doc)
    assert short(doc, mention) == ("Ruiz", "Peace is near. Yet the talks failed", "Direct")
    assert mention.confidence <= 0.3
    assert mention.rule == "statement.unclosed"


def test_a_paragraph_that_ends_in_a_colon_announces_the_next() -> None:
    assert ("Ruiz", "We will go home now", "Direct") in all_of("Then/r Ruiz/per said/v :/ ¶ “/ We/pr will/x go/vi home/r now/r ./ ”/")


def test_a_relative_clause_credits_its_antecedent() -> None:
    found = all_of("It/pr came/v from/i Beck/per ,/ who/pr said/v that/s the/d talks/n had/x failed/vn ./")
    assert found == [("Beck", "the talks had failed", "Indirect")]


def test_an_apposition_is_stepped_over() -> None:
    found = all_of("Ruiz/per ,/ a/d spokesman/n for/i the/d bank/n ,/ said/v that/s the/d talks/n had/x failed/vn ./")
    assert found == [("Ruiz", "the talks had failed", "Indirect")]


def test_the_speaker_is_the_spokesman_and_not_his_bank() -> None:
    found = all_of("A/d spokesman/n for/i the/d bank/n said/v that/s the/d talks/n had/x failed/vn ./")
    assert found == [("A spokesman", "the talks had failed", "Indirect")]


def test_a_dateline_is_no_speaker() -> None:
    found = all_of("LIMA/loc (/ Agency/org )/ -/ Ruiz/per on/i Monday/p said/v the/d talks/n had/x failed/vn ./")
    assert found == [("Ruiz", "the talks had failed", "Indirect")]


WORDS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "Ruiz",
                "said",
                "that",
                "told",
                "according",
                "to",
                "“",
                "”",
                '"',
                ",",
                ".",
                ":",
                "the",
                "talks",
                "adding",
                "by",
                "as",
                "who",
                "was",
                "called",
            ]
        ),
        st.sampled_from(sorted(TAGS)),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_any_document_gives_ordered_stretches_within_it(words: list[tuple[str, str]]) -> None:
    doc = tagged(" ".join(f"{w}/{t}" for w, t in words))
    for mention in extract(doc):
        flat = [i for part in mention.content for i in part]
        assert flat == sorted(flat)
        assert all(part.start < part.end for part in mention.content)
        assert flat[0] >= 0
        assert flat[-1] <= len(doc)
        assert 0 < mention.confidence <= 1
        assert mention.evidence is not None


def test_a_long_document_is_read_in_linear_time() -> None:
    doc = tagged(" ¶ ".join([RUIZ_SAID_THAT] * 2000))
    start = time.process_time()
    assert sum(1 for _ in extract(doc)) == 2000
    assert time.process_time() - start < 60
