"""The questions that the graph of the five seed articles must answer, by named queries and against what the articles say.

``Q`` asks the graph of the articles beside the checkout; a few are asked of ``seeds/``, the same story in our own words, as well.
Each test states the answer, traps included; "nothing of the kind" is an answer too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.query.named import find_query
from kg.query.params import bind
from kg.query.readouts import issues_by_side, readouts
from kg.query.run import run
from kg.query.store import base_of
from kg.query.terms import short
from tests import builds

Row = dict[str, str]
Ask = Callable[..., list[Row]]
QIN_TALKS = "meeting.talks.2023-06-18.antony-blinken.qin-gang"


def store_of(made: builds.Build) -> Store:
    store = Store()
    store.load(made.files["graph.nq"], RdfFormat.N_QUADS)
    return store


def asking(store: Store) -> Ask:
    base = base_of(store)

    def ask(name: str, **params: str) -> list[Row]:
        query = find_query(name)
        found = run(store, bind(query, params, base), base=base, origin=query.origin)
        assert isinstance(found, QuerySolutions)
        columns = [v.value for v in found.variables]
        return [{c: short(row[c], base) for c in columns} for row in found]

    return ask


@pytest.fixture(scope="module")
def theirs(shared: Path) -> Store:
    """The graph of the articles beside the checkout; A0 to A4 by the first three figures of their ids."""
    if not (shared / "articles" / "seeds" / "articles.jsonl").is_file():
        pytest.skip("the seed articles are not beside the checkout")
    return store_of(builds.shared("seeds"))


@pytest.fixture(scope="module")
def q(theirs: Store) -> Ask:
    return asking(theirs)


@pytest.fixture(scope="module")
def ours() -> Ask:
    return asking(store_of(builds.seeds()))


def told(rows: list[Row], *columns: str) -> set[tuple[str, ...]]:
    """The rows as tuples, articles by their first three figures, dates and terms without their prefix."""
    return {tuple(_plain(c, row[c]) for c in columns) for row in rows}


def _plain(column: str, value: str) -> str:
    return value[:3] if column == "article" else value.removeprefix("kg:")


def among(rows: list[Row], **words: str) -> Iterator[Row]:
    """The rows that have all these words in these columns."""
    return (row for row in rows if all(word in row[column] for column, word in words.items()))


def test_01_whom_blinken_met_when_and_how_long(q):
    qin = told(q("encounters", person="Blinken", other="Qin"), "status", "kind", "start", "article")
    assert {("Held", "Talks", "2023-06-18", a) for a in ("000", "001", "002", "004")} <= qin
    (long,) = among(q("encounters", person="Blinken", other="Qin"), article="004", kind="Talks")
    assert long["minutes"] == "450"
    (wang,) = among(q("encounters", person="Blinken", other="Wang Yi"), article="004")
    assert (wang["status"], wang["start"], wang["minutes"]) == ("kg:Held", "2023-06-19", "180")
    assert "Diaoyutai State Guesthouse" in wang["places"]
    assert list(among(q("meetings-planned"), article="003", participants="senior Chinese officials"))


def test_02_no_article_says_that_blinken_met_xi(q):
    found = q("encounters", person="Blinken", other="Xi Jinping")
    assert told(found, "status") == {("Possible",)}
    assert {"000", "004"} <= {a for (a,) in told(found, "article")}
    assert "003" not in {a for (a,) in told(found, "article")}


def test_03_who_chen_gang_chen_and_kane_are(q):
    assert told(q("garbled-names"), "garbled", "name", "article") == {(form, "Qin Gang", "004") for form in ("Chen Gang", "Chen", "Kane")}
    (other,) = q("persons", person="Chen Xinjin")
    assert (other["name"], other["garbled_names"]) == ("Chen Xinjin", "")
    assert told(q("identity", person="Qin"), "form", "verdict", "name") == {("Chen Gang", "Same", "Qin Gang"), ("Kane", "Same", "Qin Gang")}


def test_04_who_the_top_diplomats_are(q):
    us = told(q("stand-ins", words="diplomat"), "text", "who")
    assert ("the top US diplomat", "Antony Blinken") in us
    assert {who for text, who in us if "US" in text or "American" in text} == {"Antony Blinken"}
    assert ("Wang Yi", "top diplomat", "China") in told(q("office-holders", date="2023-06-19"), "holder", "office", "organization")


def test_05_statements_on_taiwan(q):
    found = told(q("statements-about", issue="Taiwan"), "speaker", "addressee", "channel", "article")
    assert ("Qin Gang", "Antony Blinken", "CCTV", "000") in found
    assert ("Qin Gang", "", "", "000") in found
    assert {s for s, *_, a in found if a == "001"} >= {"Wang Huiyao"}
    assert ("Qin Gang", "Antony Blinken", "press release", "003") in found
    (call,) = among(q("statements-at-meetings"), article="003", text="question of Taiwan")
    assert (call["kind"], call["start"]) == ("kg:Call", "2023-06-14")
    assert ("Qin Gang", "Chinese Foreign Ministry", "003") in told(q("statement-chains"), "speaker", "through", "article")
    assert ("Qin Gang", "Antony Blinken", "Chinese state media", "004") in found
    assert ("Chen Xinjin", "reporters", "", "004") in found
    assert {("Joe Biden", "004"), ("aides", "004"), ("US officials", "004")} <= {(s, a) for s, _, _, a in found}
    assert ("Wang Yi", "004") in {(s, a) for s, _, _, a in found}
    assert ("Qin Gang", "Antony Blinken", "002") in {(s, t, a) for s, t, _, a in found}


def test_06_the_danger_was_told_in_the_talk_and_after_it(q):
    found = list(among(q("statements-about", issue="Taiwan"), article="000", speaker="Qin Gang"))
    assert {row["addressee"] for row in found} == {"", "Antony Blinken"}
    assert all("danger" in row["text"] for row in found)
    assert told(among(q("readouts", meeting=QIN_TALKS), article="000", speaker="Qin"), "channel") == {("CCTV",)}


def test_07_postponed_or_cancelled_and_one_article_says_both(q):
    found = told(q("conflicts"), "question", "article", "status")
    assert found == {
        ("status", "000", "Postponed"),
        ("status", "001", "Cancelled"),
        ("status", "002", "Postponed"),
        ("status", "003", "Postponed"),
        ("status", "003", "Cancelled"),
    } | {f for f in found if f[1] == "004"}
    assert {s for _, a, s in found if a == "004"} <= {"Postponed"}


def test_08_who_called_the_trip_off_and_why(q):
    found = [r for r in q("meetings-called-off") if r["start"] == "2023-02"]
    assert {r["participants"].split(",")[0] for r in found} == {"Antony Blinken"}
    assert "balloon" in " ".join(r["text"] for r in found)
    assert {a for (a,) in told(among(q("issues-by-article"), issue="spy balloon"), "article")} == {"000", "001", "002", "003", "004"}


def test_09_all_phone_calls_without_invented_names(q):
    found = told(q("phone-calls"), "start", "between", "article")
    assert ("2023-06-14", "Antony Blinken, China, Qin Gang, United States", "003") in found
    flight = " ".join(between for _, between, article in found if article == "002")
    assert "South Korea" in flight
    assert "Japan" in flight
    people = {row["name"] for row in q("persons")}
    assert {name for _, between, _ in found for name in between.split(", ") if name in people} == {"Antony Blinken", "Qin Gang"}


def test_10_how_the_accounts_of_the_call_differ(q, theirs):
    found = q("readouts", meeting="call.2023-06-14")
    assert told(found, "side", "speaker") == {("China", "Qin Gang"), ("United States", "Antony Blinken")}
    china, us = (" ".join(r["text"] for r in found if r["side"] == side) for side in ("China", "United States"))
    assert "new difficulties" in china
    assert "whose responsibility" in china
    assert "stop interfering" in china
    assert "lines of communication" in us
    assert "miscalculation" in us
    assert "cooperation" in us
    assert ("Matthew Miller",) in told(among(found, side="United States"), "channel")
    split = dict(issues_by_side(*readouts(theirs, "call.2023-06-14", base_of(theirs))))
    assert "interference in internal affairs" in split["only China"]
    assert "lines of communication" in split["only United States"]


def test_11_last_november_is_a_month_without_a_day(q):
    found = told(q("encounters", person="Biden", other="Xi"), "status", "start", "article")
    assert {("Held", "2022-11", a) for a in ("000", "003", "004")} <= found
    assert {start for status, start, _ in found if status == "Held"} == {"2022-11"}
    places = " ".join(r["places"] for r in q("encounters", person="Biden", other="Xi"))
    assert "Bali" in places


def test_12_2018_and_october_2018_go_together(q):
    assert told(q("encounters", person="Pompeo"), "start", "article") >= {("2018", "002")}
    visits = [r for r in q("meeting-reports") if r["kind"] == "kg:Visit" and r["start"].startswith("2018")]
    assert told(visits, "start", "article") == {("2018", "002"), ("2018-10", "003")}
    assert not [r for r in q("conflicts") if "2018" in r["meeting"]]


def test_13_offices_in_june_2023(q):
    found = told(q("office-holders", date="2023-06-19"), "holder", "office", "organization")
    assert {
        ("Antony Blinken", "secretary of state", "United States"),
        ("Qin Gang", "foreign minister", "China"),
        ("Xi Jinping", "president", "China"),
        ("Joe Biden", "president", "United States"),
        ("Matthew Miller", "spokesperson", "US Department of State"),
        ("Wang Wenbin", "spokesperson", "Chinese Foreign Ministry"),
        ("Janet Yellen", "treasury secretary", "United States"),
        ("Gina Raimondo", "commerce secretary", "United States"),
    } <= found
    offices = {(h, o) for h, o, _ in found}
    assert {("Qin Gang", "minister"), ("Xi Jinping", "party leader"), ("Jake Sullivan", "national security adviser")} <= offices
    assert {("Wang Huiyao", "founder"), ("Wang Huiyao", "chairman")} <= offices
    assert {o for h, o in offices if h == "Wang Yi"} <= {"diplomat", "top diplomat"}


def test_14_former_offices(q):
    found = told(q("former-office-holders"), "holder", "office", "article")
    assert found == {("Nancy Pelosi", "speaker", "001"), ("Mike Pompeo", "secretary of state", "003"), ("Donald Trump", "president", "002")}


def test_15_whom_pronouns_stand_for(q):
    found = told(q("stand-ins"), "text", "who", "article")
    assert {
        ("He", "Qin Gang", "002"),
        ("he", "Antony Blinken", "001"),
        ("he", "Wang Huiyao", "001"),
        ("The minister", "Qin Gang", "003"),
        ("his", "Joe Biden", "004"),
    } <= found


def test_16_chains_of_attributions(q):
    found = told(q("statement-chains"), "speaker", "through", "article")
    assert {
        ("Qin Gang", "CCTV", "000"),
        ("Qin Gang", "official media", "002"),
        ("Antony Blinken", "Matthew Miller", "002"),
        ("Qin Gang", "Chinese Foreign Ministry", "003"),
        ("Antony Blinken", "Matthew Miller", "003"),
        ("Wang Yi", "Chinese Foreign Ministry", "004"),
        ("Wang Yi", "Chinese state media", "004"),
        ("Qin Gang", "Chinese state media", "004"),
    } <= found


def test_17_unnamed_sources(q):
    found = told(q("anonymous-sources"), "source", "article")
    assert {
        ("American circles", "000"),
        ("various news agencies", "001"),
        ("US officials", "002"),
        ("sources", "004"),
        ("senior State Department official", "004"),
        ("US official", "004"),
        ("US officials", "004"),
    } <= found


def test_18_who_goes_on_speaking_is_less_certain(q):
    (found,) = among(q("uncertain"), article="001", rule="statement.continued", text="mutual respect")
    assert float(found["confidence"]) < 0.7
    assert found["fact"] in {r["statement"] for r in q("statements-by", speaker="Wang Wenbin")}


def test_19_a_quotation_without_end(q):
    (found,) = among(q("uncertain"), rule="statement.unclosed")
    assert (found["article"][:3], float(found["confidence"])) == ("002", 0.3)
    (said,) = q("statements-by", speaker="Connor")
    assert "Blinken explained" not in said["text"]
    assert "unclosed" in found["rule"]


def test_20_how_washington_described_the_talks(q):
    candid = told(q("wordings", words="candid"), "speaker", "article")
    assert {("US Department of State", "000"), ("US Department of State", "002")} <= candid
    assert "substantial, and fruitful" in " ".join(r["text"] for r in q("wordings", words="candid"))
    assert ("United States", "004") in told(q("wordings", words="frank"), "speaker", "article")
    assert {"000", "004"} <= {a for (a,) in told(q("wordings", words="constructive"), "article")}


def test_21_the_return_visit_is_planned_and_undated(q):
    found = [r for r in q("meetings-planned") if r["kind"] == "kg:Visit" and r["participants"] == "Qin Gang"]
    assert {a for (a,) in told(found, "article")} == {"000", "002", "004"}
    assert {r["start"] for r in found} == {""}
    assert len({r["which"] for r in q("meeting-history", person="Qin Gang") if r["kind"] == "kg:Visit"}) == 1


def test_22_other_meetings_to_come(q):
    found = told(q("meetings-planned"), "participants", "article")
    assert {("Janet Yellen", "004"), ("Gina Raimondo", "004"), ("Joe Biden, Xi Jinping", "004"), ("Joe Biden, Xi Jinping", "000")} <= found
    assert any("business people" in who for who, _ in found)


def test_23_issues_by_article(q):
    found = told(q("issues-by-article"), "issue", "article")
    by_article = {a: " ".join(i for i, b in found if b == a) for _, a in found}
    assert all("Taiwan" in issues and "balloon" in issues for issues in by_article.values())
    assert all("trade" in by_article[a] for a in ("000", "002"))
    assert "technology" in by_article["001"]
    assert "technology" in by_article["004"]
    assert all("human rights" in by_article[a] for a in ("001", "002", "004"))
    assert "espionage" in by_article["001"]
    assert "military-to-military" in by_article["002"]
    assert "fentanyl" in by_article["004"]
    assert "North Korea" in by_article["004"]
    assert "Ukraine" in by_article["004"]
    assert "South China Sea" in by_article["003"]


def test_24_the_lengths_of_the_visit_go_together(q):
    found = q("meeting-history", meeting="visit.2023-06")
    assert len({r["which"] for r in found}) == 1
    assert {"000", "002", "003", "004"} <= {a for (a,) in told(found, "article")}
    assert min(r["start"] for r in found) >= "2023-06-17"
    assert max(r["end"] for r in found) == "2023-06-19"
    assert not [r for r in q("conflicts") if r["meeting"] == found[0]["which"]]
    assert found[0]["article"].startswith("003")


def test_25_what_blinken_said_himself(q):
    found = q("statements-by", speaker="Blinken")
    said = {a: " ".join(r["text"] for r in found if r["article"].startswith(a)) for a in ("001", "002", "003", "004")}
    assert "channels" in said["001"]
    assert "conflict" in said["001"]
    assert "communication" in said["002"]
    assert "lines of communication" in said["003"]
    assert "miscalculation" in said["004"]
    assert ("Antony Blinken", "Qin Gang", "004") in told(found, "who", "addressee", "article")


def test_what_was_known_on_a_day(q):
    early = q("known-on", date="2023-06-14")
    assert {r["article"][:3] for r in early} == {"003"}
    visit = [r for r in early if r["kind"] == "kg:Visit" and r["start"] == "2023-06-17"]
    assert {r["status"] for r in visit} == {"kg:Planned"}
    assert {r["status"] for r in q("known-on", date="2023-06-19", person="Blinken") if r["meeting"] == visit[0]["meeting"]} >= {"kg:Held"}


def test_who_told_of_a_meeting_first(q):
    (first,) = [r for r in q("first-reports", person="Blinken") if "visit.2023-06" in r["which"]]
    assert (first["first"], first["article"][:3], first["status"]) == ("2023-06-14", "003", "kg:Planned")


def test_what_was_announced_and_not_held(q):
    found = told(q("meetings-not-held", person="Blinken", by="2023-03-01"), "status", "article")
    assert found >= {("Postponed", "003"), ("Cancelled", "003"), ("Cancelled", "001")}
    xi = q("meetings-not-held", person="Xi Jinping")
    assert {s for (s,) in told(xi, "status")} == {"Possible"}
    assert not [r for r in q("meetings-not-held") if r["which"] == QIN_TALKS]


def test_what_was_said_before_a_meeting_at_it_and_later(q):
    found = told(q("said-around-meeting", meeting=QIN_TALKS, person="Qin", issue="Taiwan"), "when", "article")
    assert {("before", "003"), ("at it", "000"), ("at it", "002"), ("at it", "004")} <= found
    assert ("after", "003") not in found


def test_in_which_office_somebody_came(q):
    found = told(q("representatives"), "person", "office", "represents")
    assert {("Antony Blinken", "secretary of state", "United States"), ("Qin Gang", "foreign minister", "China")} <= found
    assert {office for who, office, _ in found if who == "Wang Yi"} <= {"diplomat", "top diplomat"}


def test_one_speech_act_in_two_translations(q):
    """What Qin told Blinken of Taiwan, through CCTV in A0 and through state media in A4, is one utterance; the call of A3 is another."""
    found = q("utterances", speaker="Qin", words="Taiwan")
    assert told(found, "article", "channel") >= {("000", "CCTV"), ("004", "Chinese state media")}
    assert {r["said"] for r in found} == {"2023-06-18"}
    assert "003" not in {a for (a,) in told(q("utterances"), "article")}


def test_our_own_seeds_answer_alike(ours):
    assert ("Chen Gang", "Qin Gang") in told(ours("garbled-names"), "garbled", "name")
    assert told(ours("encounters", person="Blinken", other="Qin"), "status", "start") >= {("Held", "2023-06-18")}
    assert told(ours("encounters", person="Blinken", other="Xi Jinping"), "status") == {("Possible",)}
    assert {"Postponed", "Cancelled"} <= {s for (s,) in told(ours("conflicts"), "status")}
    headline, body = sorted(r["text"] for r in ours("utterances", speaker="Qin"))
    assert "greatest danger" in headline
    assert "greatest danger" in body
    holders = told(ours("office-holders", date="2023-06-19"), "holder", "office")
    assert {("Antony Blinken", "secretary of state"), ("Qin Gang", "foreign minister"), ("Xi Jinping", "president")} <= holders
