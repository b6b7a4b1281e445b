"""The fictional election's nominations, counted a second time here in plain Python, straight from the files."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from typing import Any

import pytest

from hustings.election.examples import example
from hustings.election.reading import read_branches, read_election, read_nominations
from hustings.nominations.tally import tallies
from hustings.reports.nominations_json import report

LEAGUE = example("hedgerow-league")


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    election = read_election(LEAGUE)
    branches = read_branches(election)
    contests: Any = report(tallies(election, branches, read_nominations(election, branches), "council"))["contests"]
    found: dict[str, Any] = contests[0]
    return found


def rows(name: str) -> list[dict[str, str]]:
    with (LEAGUE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COUNCIL = {row["name"]: row for row in rows("candidates.csv") if row["contest"] == "council"}
AREAS = {row["code"]: row["area"] for row in rows("branches.csv")}
SLATES = {
    slate["id"]: set(slate["candidates"]["council"])
    for slate in tomllib.loads((LEAGUE / "slates.toml").read_text(encoding="utf-8"))["slate"]
}


def counted() -> tuple[list[dict[str, str]], list[int]]:
    """The rows that count, by time, and the lines of those that do not: nominations are open from 12 January 2027 to
    25 June at noon, once a name and nine a branch."""
    mine = [(row["date"], line, row) for line, row in enumerate(rows("nominations.csv"), 2)]
    good, refused, made = list[dict[str, str]](), list[int](), defaultdict[str, set[str]](set)
    for date, line, row in sorted(
        (each for each in mine if each[2]["candidate"] in COUNCIL), key=lambda each: each[:2]
    ):
        branch, name = row["branch"], row["candidate"]
        late = date < "2027-01-12" or date > "2027-06-25 12:00" or COUNCIL[name]["withdrawn"]
        if late or name in made[branch] or len(made[branch]) == 9:
            refused.append(line)
        else:
            made[branch].add(name)
            good.append(row)
    return good, sorted(refused)


def places(mine: set[str], top: int) -> dict[str, int]:
    """How many of the first places the names hold: with every tie against them, and with every tie for them."""
    numbers = sorted(HELD.items(), key=lambda each: (-each[1], each[0] in mine))
    fewest = sum(name in mine for name, _ in numbers[:top])
    numbers = sorted(HELD.items(), key=lambda each: (-each[1], each[0] not in mine))
    return {"fewest": fewest, "most": sum(name in mine for name, _ in numbers[:top])}


GOOD, REFUSED = counted()
HELD = Counter(row["candidate"] for row in GOOD)


def test_the_same_rows_count(said: dict[str, Any]) -> None:
    assert len(REFUSED) == 8
    assert sorted(each["line"] for each in said["not_counted"]) == REFUSED
    assert said["nominations"] == len(GOOD)


def test_candidates_have_the_same_numbers_ranks_shares_and_majorities(said: dict[str, Any]) -> None:
    for each in said["candidates"]:
        held = HELD[each["name"]]
        assert each["nominations"] == held
        assert each["rank"] == 1 + sum(other > held for other in HELD.values())
        assert each["share"] == pytest.approx(held / len(GOOD), abs=1e-6)
        assert each["majority"] == (2 * held > 454)
        fifth = sorted(row["date"][:10] for row in GOOD if row["candidate"] == each["name"])[4:5]
        assert [each["reached_on"]] == fifth


def test_slates_have_the_same_totals_extremes_tops_and_branches(said: dict[str, Any]) -> None:
    by_branch = defaultdict[str, set[str]](set)
    for row in GOOD:
        by_branch[row["branch"]].add(row["candidate"])
    for each in said["slates"]:
        mine = SLATES[each["slate"]]
        numbers = [HELD[name] for name in mine]
        ranks = [1 + sum(other > held for other in HELD.values()) for held in numbers]
        assert (each["total"], each["average"]) == (sum(numbers), pytest.approx(sum(numbers) / len(mine), abs=1e-6))
        assert (each["highest"]["nominations"], each["lowest"]["nominations"]) == (max(numbers), min(numbers))
        assert each["lowest"]["rank"] == max(ranks)
        assert each["among_top"] == [places(mine, top) for top in range(1, 43)]
        above = {other for other, names in SLATES.items() if min(numbers) > max(HELD[name] for name in names)}
        assert set(each["all_above"]) == above
        parts = Counter("all" if mine <= by_branch[b] else "part" if mine & by_branch[b] else "none" for b in AREAS)
        assert {part: len(each["branches"][part]) for part in ("all", "part", "none")} == dict(parts)
    for joint in said["joint_shares"]:
        names = set[str]().union(*(SLATES[slate] for slate in joint["slates"]))
        assert joint["share"] == pytest.approx(sum(HELD[name] for name in names) / len(GOOD), abs=1e-6)


def test_running_totals_and_areas_are_the_same(said: dict[str, Any]) -> None:
    days = said["by_date"]["days"]
    for day in (days[0], days[len(days) // 2], days[-1]):
        so_far = Counter(row["candidate"] for row in GOOD if row["date"][:10] <= day)
        found = {name: totals[days.index(day)] for name, totals in said["by_date"]["totals"].items()}
        assert found == {name: so_far[name] for name in COUNCIL}
    for area in said["by_area"]:
        inside = (
            {area["area"]}
            if area["area"] != "england"
            else set(AREAS.values()) - {"wales", "scotland", "ni", "overseas"}
        )
        here = Counter(row["candidate"] for row in GOOD if AREAS[row["branch"]] in inside)
        assert area["nominations"] == dict(here)
        assert area["branches"] == sum(code in inside for code in AREAS.values())
