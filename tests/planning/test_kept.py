"""A plan that is out: what is printed stays, and the rest stays unless another plan is clearly better."""

from __future__ import annotations

from pathlib import Path

import pytest

import hustings
from hustings.election.problems import BadInput
from hustings.front.planning import Advice
from hustings.planning.choosing import KEPT
from hustings.planning.plan import kept_plan, shape_of
from journeys.program import ROOT

pytestmark = pytest.mark.kernel
LEAGUE = ROOT / "examples" / "hedgerow-league"


def planned(lists: int | None = None, keep: Path | None = None, printed: str = "") -> Advice:
    return hustings.plan(
        LEAGUE, draws=50, rounds=0, objective="seats", choices=100, lists=lists, keep=keep, printed=printed
    )


def test_the_plan_that_was_just_found_stays_and_the_same_line_makes_it_again(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text(planned(lists=3).to_csv(), "utf-8")
    again = planned(lists=3, keep=tmp_path / "plan.csv")
    assert again.recommendation.name == KEPT
    assert again.to_csv() == (tmp_path / "plan.csv").read_text("utf-8")
    assert f"--keep {tmp_path / 'plan.csv'}" in again.report()


def test_what_is_printed_does_not_change_however_bad_it_is(tmp_path: Path) -> None:
    """The slate's own order everywhere costs seats here; in London and Wales it is printed."""
    found = planned(lists=1)
    own = found.recommendation.slate_names
    header, *rows = found.to_csv().splitlines()
    same = [",".join([*row.split(",")[:4], *own]) for row in rows if ",overseas," not in row]
    settled = [row for row in rows if ",overseas," in row]
    (tmp_path / "plan.csv").write_text("\n".join([header, *same, *settled]) + "\n", "utf-8")
    after = planned(lists=4, keep=tmp_path / "plan.csv", printed="london,wales")
    assert after.orders["london"] == after.orders["wales"] == own
    assert len({*after.orders.values()}) > 1
    assert after.recommendation.settings.further[2:] == ("--printed", "london,wales")


def test_a_plan_that_does_not_fit_the_lists_allowed_is_not_compared() -> None:
    from hustings.election.reading import read_election
    from hustings.forecast.reading import read_forecast

    forecast = read_forecast(read_election(LEAGUE))
    own = forecast.followings[forecast.planning].names
    orders = {"london": own[::-1]}
    assert kept_plan(forecast, shape_of(forecast, lists=1), orders) is None
    kept = kept_plan(forecast, shape_of(forecast, lists=2), orders)
    assert kept is not None
    assert (kept.orders["london"], kept.orders["wales"]) == (own[::-1], own)


@pytest.mark.parametrize(
    ("keep", "printed", "said"),
    [(None, "london", "it needs the plan that was printed"), (LEAGUE / "nope.csv", "", "nope.csv")],
)
def test_what_cannot_be_kept_is_said_in_one_line(keep: Path | None, printed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        planned(keep=keep, printed=printed)
