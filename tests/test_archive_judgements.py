"""An archive obeys the user's judgements and knows the user's office holders, whatever comes and goes."""

from __future__ import annotations

import pytest

from kg.archive.archive import Archive
from kg.archive.view import View
from kg.errors import KgError
from tests.archives import FISHERY, VERSIONS, exported, filled, from_scratch, indexed, story

HEAD = "left,right,verdict,why\n"
SAME = f"{HEAD}person.ana-sol,person.joe-lund,same,one person under two names\n"
APART = f"{HEAD}b.person.ana-sol,person.ana-sol,different,another of that name\n"
BOTH = f"{SAME}b.person.ana-sol,person.ana-sol,different,another of that name\n"
MET = f"{HEAD}a.meeting.1,b.meeting.1,different,two meetings that day\n"
MET_ONCE = f"{HEAD}meeting.talks.2024-03-11.ana-sol.eva-beck,c.meeting.1,same,under another name\n"
SAID = f"{HEAD}a.statement.31-46,b.statement.31-46,different,she said it twice\n"
SAID_ONCE = f"{HEAD}a.statement.31-46,c.statement.31-46,same,read out for her\n"
SAID_BY_ALL = f"{HEAD}c.statement.31-46,utterance.a.statement.31-46,same,read out for her\n"
HOLDERS = "name,wikidata,iso2,office,start,end\nAna Sol,,KE,foreign minister,2024-02-01,\n"
STORIES = [
    story("a", "Ana Sol", "president@country.ke", "Eva Beck", gist=FISHERY),
    story("b", "Ana Sol", "", "Eva Beck", gist=FISHERY),
    story("c", "Joe Lund", "mayor@country.no", "Eva Beck", gist=FISHERY),
]


@pytest.mark.parametrize("judgements", [SAME, APART, BOTH, MET, MET_ONCE, SAID, SAID_ONCE, SAID_BY_ALL, f"{SAME}{MET[len(HEAD) :]}"])
def test_judgements_hold_whatever_comes_and_goes(judgements):
    with Archive(None, judgements=judgements) as archive:
        for facts in STORIES:
            archive.add(facts, VERSIONS)
        everything = from_scratch(STORIES, judgements=judgements)
        assert exported(archive) == indexed(archive) == everything
        assert everything != from_scratch(STORIES)
        for facts in STORIES:
            archive.retract(facts.article.id)
            archive.add(facts, VERSIONS)
            assert exported(archive) == indexed(archive) == everything


def test_a_line_waits_for_those_whom_it_names():
    with Archive(None, judgements=SAME) as archive:
        archive.add(STORIES[0], VERSIONS)
        assert exported(archive) == from_scratch(STORIES[:1])
        archive.add(STORIES[2], VERSIONS)
        both = [STORIES[0], STORIES[2]]
        assert exported(archive) == from_scratch(both, judgements=SAME) != from_scratch(both)
        archive.retract("c")
        assert exported(archive) == from_scratch(STORIES[:1])


def test_other_judgements_settle_an_archive_anew_and_none_undoes_them(tmp_path):
    filled(tmp_path, *STORIES).close()
    with pytest.raises(KgError, match=r"other judgements; run: kg upgrade --store .* --judgements FILE"):
        Archive(tmp_path, judgements=SAME)
    with Archive(tmp_path, judgements=SAME, resettle=True) as archive:
        assert exported(archive) == indexed(archive) == from_scratch(STORIES, judgements=SAME)
    with Archive(tmp_path) as archive:  # they stay
        assert exported(archive) == from_scratch(STORIES, judgements=SAME)
    with Archive(tmp_path, judgements="", resettle=True) as archive:
        assert exported(archive) == indexed(archive) == from_scratch(STORIES)


def test_who_is_judged_is_read_again(tmp_path):
    filled(tmp_path, *STORIES).close()
    with Archive(tmp_path, judgements=APART, resettle=True) as archive:
        assert [a.id for a in archive.outdated(VERSIONS)] == ["b"]
        assert not archive.has(STORIES[1].article, VERSIONS)
        archive.add(STORIES[1], VERSIONS)
        assert not list(archive.outdated(VERSIONS))
        assert archive.settled == {"b.person.ana-sol"}


def test_the_record_of_office_holders_is_part_of_the_versions(tmp_path):
    with Archive(tmp_path, authority=HOLDERS) as archive:
        known = archive.versions("")
        assert "+" in known.rules
        archive.add(STORIES[0], known)
    with pytest.raises(KgError, match="other authority"):
        Archive(tmp_path, authority=HOLDERS.replace("2024", "2023"))
    with Archive(tmp_path, authority="", resettle=True) as archive:
        assert archive.versions("").rules == known.rules.partition("+")[0]
        assert [a.id for a in archive.outdated(archive.versions(""))] == ["a"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"judgements": f"{SAME}person.ana-sol,person.joe-lund,different,or not\n"}, "judged different"),
        ({"judgements": "a,b\n"}, "the header must be"),
        ({"authority": f"{HOLDERS}Ana Sol,,XX,foreign minister,,\n"}, "no code of a country"),
    ],
)
def test_faulty_files_change_nothing(tmp_path, given, message):
    filled(tmp_path, *STORIES).close()
    with pytest.raises(KgError, match=message):
        Archive(tmp_path, resettle=True, **given)
    assert b"".join(View(tmp_path).lines(imports=False)) == from_scratch(STORIES)
