"""Re-open nominations: a candidate who is nobody, in the plain reading and in that of NUS's model ruling."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from election_folders import folder
from elections import election, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.election.problems import BadInput
from hustings.narrative.count import reason
from hustings.narrative.record_files import to_json
from hustings.narrative.vacancy import vacancy_said
from hustings.record.body import Body
from hustings.record.json_reader import from_json
from hustings.record.record import CountRecord
from hustings.rules.library import rule_book
from hustings.rules.question import Question
from hustings.witness.declaring import declare
from hustings.witness.ron import as_counted, with_further_ron
from hustings.witness.vacancies import Counting, VacancyQuestion, fill_vacancy
from hustings.witness.verifying import recount, verify

# C stands for re-opening nominations. 12 papers, 3 places, quota 12 / 4 + 1 = 4.
BALLOTS = election({"C": 8, "A": 3, "B": 1})
PLAIN = question("scottish", 3, ron=3)


def record_of(ballots: Ballots, asked: Question) -> CountRecord:
    return declare(ballots, asked, one_witness=True).record


def test_in_the_plain_reading_it_is_a_candidate_whose_place_stays_empty() -> None:
    """A, B and RON are three for three places: nobody stands against anybody."""
    record = record_of(BALLOTS, PLAIN)
    assert (record.facts.elected, record.reopened, record.contested) == ((3, 1, 2), 1, False)
    assert Body(record).sitting == (1, 2)
    assert Body(record).vacant == 1
    assert "The place of C stays empty, and nominations are opened again." in reason(record, record.facts.stages[0])


def test_a_further_one_takes_its_surplus_as_often_as_required() -> None:
    """RON has 8, and is elected; its surplus of 4 is a further RON's, who has the quota as well. A third one has
    nothing and goes first, then B; A has the last place. Two vacancies are declared unfilled."""
    ballots, asked = with_further_ron(BALLOTS, PLAIN)
    assert ballots.names == ("A", "B", "C", "C (2)", "C (3)")
    record = record_of(ballots, asked)
    assert [(stage.kind, stage.of, stage.elected) for stage in record.facts.stages] == [
        ("first preferences", (), (3,)),
        ("surplus", (3,), (4,)),
        ("exclusion", (5,), ()),
        ("exclusion", (2,), (1,)),
    ]
    assert (record.reopened, Body(record).sitting, Body(record).vacant) == (2, (1,), 2)
    assert record.waiting_after(1) == {5}
    assert "C (2) stands from here on." in reason(record, record.facts.stages[0])


def test_a_further_one_takes_further_votes_of_papers_that_name_it() -> None:
    """A 5, B 2 for RON then A, RON 4, D 1; two places, quota 12 / 3 + 1 = 5. A is elected; D goes, then B, with papers
    to RON, who has 6 of 5 and is elected: the places are filled."""
    papers = {"A": 5, "BCA": 2, "C": 4, "D": 1}
    ballots, asked = with_further_ron(election(papers), question("scottish", 2, ron=3))
    facts = count(ballots, asked)
    assert facts.elected == (1, 3)
    assert facts.stages[-1].votes[4] == 0


def test_without_a_contest_a_further_one_is_elected_behind_the_first() -> None:
    """0.8 of a paper, 0.7 of it valid, and two places: the quota is ⌊0.7/3⌋ + 1 = 1, which A does not have. There is no
    contest: A is elected all the same, so D stands, and there is a place for it."""
    cast = dataclasses.replace(Ballots.of(("A", "B", "C", "D"), [((), 1), ((1, 4), 7)]), decimals=1)
    asked = Question(rule_book("scottish"), 2, withdrawn=frozenset([2, 3]), lot_seed="x", ron=1, further_ron=(4,))
    assert declare(cast, asked).record.facts.elected == (1, 4)


def test_until_one_is_elected_no_paper_reaches_a_further_one() -> None:
    ballots, asked = with_further_ron(election({"CA": 2, "A": 3, "B": 6, "D": 4}), question("scottish", 2, ron=3))
    facts = count(ballots, asked)
    assert facts.stages[1].of == (3,)
    assert facts.stages[1].votes[:2] == (5 * 10**5, 6 * 10**5)
    assert all(not stage.votes[4] for stage in facts.stages)


@pytest.mark.kernel
@pytest.mark.parametrize("rules", ["scottish", "ers97", "northern-ireland", "minneapolis", "meek", "warren", "wigm"])
def test_both_counters_know_it(rules: str) -> None:
    cast = election({"CAB": 21, "ACB": 9, "BCA": 5, "DC": 4, "EBC": 3})
    ballots, asked = with_further_ron(cast, question(rules, 4, ron=3))
    record = declare(ballots, asked).record
    assert record.reopened >= 1


@pytest.mark.parametrize(
    ("rules", "answers", "said"),
    [
        ("plurality", {}, "transfers nothing"),
        ("scottish", {"overvoted": "stops if any continues"}, "shared preferences"),
    ],
)
def test_where_a_further_one_has_no_meaning_it_is_refused(rules: str, answers: dict[str, str], said: str) -> None:
    asked = question(rules, 2, ron=3)
    asked = dataclasses.replace(asked, rules=dataclasses.replace(asked.rules, **answers))  # type: ignore[arg-type]
    with pytest.raises(BadInput, match=said):
        with_further_ron(BALLOTS, asked)


def test_the_record_keeps_it_and_is_verified_with_the_ballots_as_they_were_cast() -> None:
    ballots, asked = with_further_ron(BALLOTS, PLAIN)
    record = from_json(to_json(record_of(ballots, asked)), "record.json")
    assert (record.question.ron, record.question.further_ron) == (3, (4, 5))
    assert as_counted(BALLOTS, record.question).sha256 == ballots.sha256
    assert recount(record, BALLOTS, one_witness=True)[1] == []
    assert recount(record, election({"C": 7, "A": 4, "B": 1}), one_witness=True)[1]
    confirmed = verify(to_json(record), "record.json", BALLOTS, to_json, one_witness=True)
    assert confirmed.differences == ()
    assert "input.ron" in confirmed.unknown


@pytest.mark.parametrize(("method", "newcomers"), [("countback", ()), ("runner-up", (2,))])
def test_it_never_sits(method: str, newcomers: tuple[int, ...]) -> None:
    """Without A, RON has 5 and B 3: counted back, the place stays empty; the runner-up is the one person left."""
    cast = election({"A": 6, "C": 5, "B": 3})
    body = Body(record_of(cast, question("scottish", 1, ron=3)))
    assert body.sitting == (1,)
    asked = VacancyQuestion(leavers=(1,), method=method)  # type: ignore[arg-type]
    after = fill_vacancy(body, cast, asked, Counting(one_witness=True))
    assert after.vacancies[-1].newcomers == newcomers
    if method == "countback":
        assert "re-open nominations is elected" in vacancy_said(after, after.vacancies[-1])


def test_candidates_csv_says_who_it_is_and_who_is_undeclared(tmp_path: Path) -> None:
    from hustings.witness.contest import ContestOptions, contest_of

    (tmp_path / "ballots").mkdir()
    folder(
        tmp_path,
        {
            "election.toml": 'title = "Council"\norganisation = "Us"\n[[contest]]\nid = "council"\n'
            'title = "Council"\nseats = 3\nrules = "scottish"\n',
            "candidates.csv": "name,contest,undeclared,ron\nA,council,,\nB,council,,\nRON,council,,further\n"
            "Write-ins,council,yes,\n",
            "ballots/council.blt": '4 3\n8 3 0\n3 1 0\n1 2 0\n1 4 1 0\n0\n"A"\n"B"\n"RON"\n"Write-ins"\n"Council"\n',
        },
    )
    found = contest_of(tmp_path, None, ContestOptions())
    assert (found.question.ron, found.question.further_ron) == (3, (5, 6))
    assert found.question.undeclared == {4}
    assert found.ballots.names[4:] == ("RON (2)", "RON (3)")
