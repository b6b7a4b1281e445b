"""What others published or computed for real ballots, the kernel finds too."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from hustings.ballots.ballots import Ballots
from hustings.kernel.counter import count
from hustings.rules.books import ers97, meek, meek_nz, minneapolis, northern_ireland, scottish, warren
from hustings.rules.question import Question

pytestmark = [pytest.mark.kernel, pytest.mark.data]

BOOKS = {
    "ScottishSTV": scottish.RULES,
    "ERS97STV": ers97.RULES,
    "NIrelandSTV": northern_ireland.RULES,
    "MinneapolisSTV": minneapolis.RULES,
    "MeekSTV": meek.RULES,
    "MeekNZSTV": meek_nz.RULES,
    "WarrenSTV": warren.RULES,
}
# OpenSTV elects at once, the ordinance (167.70(c)(1)c.) defeats those who cannot catch up first.
MINNEAPOLIS_DIFFERS = {
    "argyll_bute_2012_ward5",
    "edinburgh_2012_ward16",
    "highland_2012_ward7",
    "north_lanarkshire_2012_ward3",
    "perth_kinross_2012_ward9",
    "south_ayrshire_2012_ward3",
}


@pytest.mark.parametrize("openstv", BOOKS)
def test_openstv_elects_the_same_in_529_wards_and_no_vote_is_lost(
    openstv: str, data: Path, wards: dict[str, Ballots]
) -> None:
    rules, differ = BOOKS[openstv], set()
    with (data / "oracles" / "openstv_winners.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["rule"] == openstv and row["ballots"] in wards]
    assert len(rows) == 529
    assert rules.decimals is not None
    for row in rows:
        ballots = wards[row["ballots"]]
        assert ballots.seats is not None
        facts = count(ballots, Question(rules, ballots.seats, lot_seed="1"))
        for stage in facts.stages:
            held = sum(stage.votes) + stage.non_transferable + stage.loss_by_fraction
            assert held == facts.valid * 10**rules.decimals
            assert min(*stage.votes, stage.non_transferable, stage.loss_by_fraction) >= 0
        if sorted(facts.elected) != [int(c) for c in row["winners_in_candidate_order"].split()]:
            differ.add(row["ballots"])
    assert differ == (MINNEAPOLIS_DIFFERS if openstv == "MinneapolisSTV" else set())


def test_176_published_counts_are_found_vote_for_vote(data: Path, wards: dict[str, Ballots]) -> None:
    published: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (data / "scotland" / "published_counts_2017.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            published[row["ballots"]].append(row)
    assert len(published) == 176
    for ward, rows in published.items():
        ballots = wards[ward]
        facts = count(ballots, Question(rules=scottish.RULES, seats=int(rows[0]["seats"]), lot_seed="1"))
        assert len(facts.stages) == max(int(row["stage"]) for row in rows), ward
        for row in rows:
            stage, c = facts.stages[int(row["stage"]) - 1], int(row["candidate"])
            assert stage.quota == int(row["quota"]) * 10**5
            said = Decimal(row["votes"])
            if (ward, stage.number, c) == ("glasgow_2017_ward1", 3, 6):
                said = Decimal(303)  # published as 393, a misprint
            exact = said.as_tuple().exponent == -5
            found = Decimal(int(stage.votes[c - 1])).scaleb(-5)
            assert abs(found - said) <= (0 if exact else Decimal("0.005")), (ward, stage.number, c)
            elected = next((s.number for s in facts.stages if c in s.elected), None)
            assert elected == (int(row["elected_at_stage"]) if row["elected_at_stage"] else None), (ward, c)


def test_the_ers97_model_election_elects_the_booklets_six(model_election: Ballots) -> None:
    ballots = model_election
    assert ballots.seats is not None
    facts = count(ballots, Question(rules=ers97.RULES, seats=ballots.seats, lot_seed="1"))
    elected = {ballots.names[c - 1].split(",")[0].split("(")[0].strip() for c in facts.elected}
    assert elected == {"Smith", "Carpenter", "Duke", "Prince", "Vicar", "Freeman"}
