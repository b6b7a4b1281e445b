"""What a canvass may hold, and how few people nobody can be found among."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forecast_folders import GOOD, folder_with
from hustings.election.nouns import Area, Election
from hustings.election.problems import BadInput
from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from hustings.forecast.returns import FEW, Group, Return, aged, grouped, read_returns, too_few
from hustings.forecast.writing import forecast_toml
from journeys.program import ROOT, hustings

HEADER = "area,date,asked,answer,count\n"


def folder(tmp_path: Path) -> Election:
    return read_election(folder_with(tmp_path, GOOD))


def returns(tmp_path: Path, text: str) -> tuple[Return, ...]:
    (tmp_path / "returns.csv").write_text(text)
    election = folder(tmp_path)
    return read_returns(tmp_path / "returns.csv", read_forecast(election), election)


def test_answers_are_the_slate_its_order_its_names_other_slates_and_who_does_not_say(tmp_path: Path) -> None:
    said = ("together", "our slate", "Our Order", "ben birch", "independents", "undecided", "will not vote")
    found = returns(tmp_path, HEADER + "".join(f"north,2027-02-01,phone,{each},10\n" for each in said))
    read = ["our slate", "our slate", "our order", "Ben Birch", "independents", "undecided", "will not vote"]
    assert [each.answer for each in found] == read
    assert found[0] == Return("north", date(2027, 2, 1), "phone", "our slate", 10)


def test_areas_and_slates_may_have_their_names_where_no_other_has_them(tmp_path: Path) -> None:
    north = folder(tmp_path).area("north").name
    assert north != "north"
    found = returns(tmp_path, f"{HEADER}{north.upper()},2027-02-01,phone,Together,10\n")
    assert found == (Return("north", date(2027, 2, 1), "phone", "our slate", 10),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area,date,asked,answer,count,e-mail\nnorth,2027-02-01,phone,our slate,9,a@b.org\n", "nothing about a person"),
        ("name,area,date,asked,answer,count\nAda,north,2027-02-01,phone,our slate,9\n", "nothing about a person"),
        (HEADER + "north,2027-02-01,07700 900123,our slate,9\n", "it should be one of phone, door, message"),
        (HEADER + "SW1A 1AA,2027-02-01,phone,our slate,9\n", "it should be one that votes here"),
        (HEADER + "north,2027-02-01,phone,Ada Adams,9\n", "or a candidate of the slate"),
        (HEADER + "north,2027-02-01,phone,our slate,1.5\n", "it should be a whole number"),
        (HEADER + "north,1/2/27,phone,our slate,9\n", "it should be a day, as in 2027-02-01"),
        (HEADER, "there is no answer in it"),
    ],
)  # fmt: skip
def test_what_could_be_about_a_person_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        returns(tmp_path, text)


def a_return(area: str, answer: str, count: int) -> Return:
    return Return(area, date(2027, 2, 1), "phone", answer, count)


def test_areas_with_few_answers_are_taken_together_by_parent_and_then_all(tmp_path: Path) -> None:
    """a and b are under p, c and d under q. a: 3 answers, b: 4; together 7. c: 2, with nobody beside it under q, goes
    with e, which has 3. d has enough alone."""
    election = replace(
        folder(tmp_path),
        areas=tuple(
            Area(code=code, name=code, parent=parent, voters=100) for code, parent in zip("abcde", "ppqqr", strict=True)
        ),
    )
    found = grouped(
        [a_return(*each) for each in (("a", "x", 3), ("b", "x", 4), ("c", "x", 2), ("d", "x", 5), ("e", "x", 3))],
        election,
    )
    assert {(group.areas, group.of("x")) for group in found} == {(("d",), 5), (("a", "b"), 7), (("c", "e"), 5)}


def test_what_is_too_few_everywhere_counts_alike_whatever_it_is_and_is_said() -> None:
    """Two by phone and two at the door are four, fewer than five: they count as two and a half, half of it each way."""
    (group,) = groups = [Group(("a", "b"), {("phone", "x"): 2, ("door", "x"): 2, ("door", "y"): 9})]
    assert list(too_few(groups)) == [(group, "x", 4)]
    assert (group.worth("x"), group.worth("x", "door"), group.worth("y"), group.worth("z")) == (FEW, FEW / 2, 9, 0)


def test_an_answer_counts_for_half_after_a_half_life_before_the_newest() -> None:
    """Ten answers of 30 days before, with a half-life of 30: five; with ten of the newest day, fifteen."""
    said = [Return("a", day, "phone", "x", 10) for day in (date(2027, 1, 2), date(2027, 2, 1))]
    (group,) = aged([Group(("a",), {("phone", "x"): 20})], said, 30)
    assert group.worth("x") == pytest.approx(15)
    assert group.of("x") == 20


@pytest.mark.parametrize("name", ["hedgerow-league", "labour-nec-2020"])
def test_a_forecast_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    election = read_election(ROOT / "examples" / name)
    read = read_forecast(election)
    before = replace(read, followings=(replace(read.followings[0], off=0.25), *read.followings[1:]))
    (tmp_path / "forecast.toml").write_text(forecast_toml(before, election, {}, "Written by a test."))
    after = read_forecast(replace(election, folder=tmp_path))
    for old, new in zip(before.areas, after.areas, strict=True):
        assert new.shares == pytest.approx(old.shares, abs=2e-6)
    for was, now in zip(before.followings, after.followings, strict=True):
        assert now.recognition == pytest.approx(was.recognition)
        assert now.onward.stay.mean == pytest.approx(was.onward.stay.mean)
        assert (now.slate, now.names, now.unsure, now.off) == (was.slate, was.names, was.unsure, was.off)
        assert dict(now.transfers) == dict(was.transfers)
    same = {"areas": before.areas, "followings": before.followings}
    assert replace(after, **same) == before  # type: ignore[arg-type]


def test_the_command_writes_a_forecast_that_the_same_answers_do_not_move_again(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "returns.csv").write_text(
        HEADER + "north,2027-02-01,phone,Ben Birch,30\nnorth,2027-02-01,door,our order,20\n"
    )
    update = ("forecast", "update", str(tmp_path), "--canvass", str(tmp_path / "returns.csv"))
    shown = hustings(*update, folder=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "50 answers for your slate did not move support" in shown.stdout
    assert "Not moved: recognition;" in shown.stdout
    written = hustings(*update, "-o", str(tmp_path / "forecast.toml"), folder=tmp_path)
    assert (written.returncode, written.stderr) == (0, "")
    text = (tmp_path / "forecast.toml").read_text()
    assert "# source: as before, moved by 50 answers (2027-02-01, returns.csv)" in text
    # 20 of 50 follow where 0.3 was believed, with little doubt (0.1).
    assert 0.3 < read_forecast(folder_again(tmp_path)).areas[0].adherence.mean < 0.4
    again = hustings(*update, folder=tmp_path)
    assert again.returncode == 2
    assert "already, its note says" in again.stderr


def folder_again(tmp_path: Path) -> Election:
    return read_election(tmp_path)
