"""Plans between bold and safe ones, for where the bold may lose seats too often."""

from __future__ import annotations

import numpy as np

from hustings.planning.caution import cautious_plans, rungs_named, with_one_rung
from hustings.planning.choosing import BALANCED, CAUTIOUS, FOUND, Choice, chosen
from hustings.planning.objective import GUARDED, Objective
from hustings.planning.plan import NO_ADVICE, Plan, shape_of
from hustings.planning.worth import Worth
from small_contests import contest

SCENARIOS = 1000
FORECAST = contest((100,) * 6, national_shock=0.1)
SHAPE = shape_of(FORECAST)
CODES = [f"a{number}" for number in range(6)]
# How many of six areas put the second name first → seats gained and seats lost in 1,000 scenarios.
GAINED = [0, 60, 120, 180, 250, 200, 90]
LOST = [0, 0, 2, 6, 20, 60, 90]


def dealt(second: int) -> Plan:
    """The second name first in so many areas, the smallest ones (units stand from the largest, and by code)."""
    return Plan({code: (2, 1) if number >= 6 - second else (1, 2) for number, code in enumerate(CODES)})


class Even:
    """A stream in which a plan's worth depends on how many areas put the second name first."""

    forecast, size = FORECAST, 20

    def worth(self, plan: Plan, blocks: slice = slice(None)) -> Worth:
        second = sum(order == (2, 1) for order in plan.orders.values())
        numbers = np.arange(SCENARIOS)
        # Both are spread evenly over the stream, so that every block of fifty has its part of each.
        place = numbers * 371 % SCENARIOS
        lost = place < LOST[second]
        seats = 1 + (place >= SCENARIOS - GAINED[second]).astype(int) - lost.astype(int)
        rows = np.isin(numbers // 50, np.arange(20)[blocks])
        none = np.zeros((SCENARIOS, 2), bool), np.zeros(SCENARIOS)
        return Worth(seats[rows], none[0][rows], none[1][rows], (numbers // 50)[rows], lost[rows])


def rungs(plans: dict[str, Plan], aim: Objective = GUARDED) -> list[Plan]:
    found = cautious_plans(Even(), plans, SHAPE, aim)  # type: ignore[arg-type]
    assert found is not None
    return found


ALL = {NO_ADVICE: Plan({}), BALANCED: dealt(0), FOUND: dealt(4)}


def seconds(plans: dict[str, Plan], aim: Objective = GUARDED) -> list[int]:
    """In how many areas each rung puts the second name first."""
    return [sum(order == (2, 1) for order in plan.orders.values()) for plan in rungs(plans, aim)]


def test_the_best_plan_below_each_level_is_a_rung() -> None:
    """The bound is 1 %. At most 0.1 % lose with one area, 0.3 % with two, and 0.5 % with no more; 0.7 % with three."""
    assert seconds(ALL) == [1, 2, 3]


def test_where_the_search_has_turned_back_rungs_lie_between_its_plan_and_the_boldest() -> None:
    """Four areas gain most, and lose in 2 %; the search has found one, which never loses."""
    assert seconds({**ALL, BALANCED: dealt(4), FOUND: dealt(1)}) == [1, 2, 3]


def test_where_the_boldest_hardly_ever_loses_no_rung_is_needed() -> None:
    """One area of six never loses; two lose in 0.2 %, which is less than a tenth of 5 %."""
    assert rungs({**ALL, FOUND: dealt(1)}) == []
    assert rungs({**ALL, FOUND: dealt(2)}, Objective("guarded", bound=0.05)) == []
    assert rungs(ALL, Objective("seats")) == []


def test_time_that_is_over_leaves_all_of_them_out() -> None:
    assert cautious_plans(Even(), ALL, SHAPE, GUARDED, lambda: True) is None  # type: ignore[arg-type]


def choice_among(plans: dict[str, Plan]) -> Choice:
    return chosen(plans, GUARDED, lambda _first, _many: Even(), scenarios=1000, choices=1000)  # type: ignore[arg-type,return-value]


def test_a_rung_is_recommended_where_the_boldest_is_refused() -> None:
    """Without rungs «balanced» here is the slate's own order everywhere, and gains nothing. Of 1,000 scenarios 2 lose
    with two areas: at most 0.8 % with confidence; 6 with three: at most 1.4 %, more than the bound."""
    assert choice_among(ALL).name in (NO_ADVICE, BALANCED)
    plans, choice = with_one_rung(ALL | rungs_named(rungs(ALL)), choice_among(ALL | rungs_named(rungs(ALL))))
    assert choice.name == choice.ahead == CAUTIOUS
    assert sorted(plans[CAUTIOUS].orders.values()) == [(1, 2)] * 4 + [(2, 1)] * 2
    assert set(plans) == {*ALL, CAUTIOUS} == set(choice.limits) == set(choice.worths)
    assert choice.refused == (FOUND,)


def test_no_rung_is_left_where_another_plan_is_ahead() -> None:
    given = {**ALL, FOUND: dealt(2), **rungs_named([dealt(1)])}
    plans, choice = with_one_rung(given, choice_among(given))
    assert choice.name == FOUND
    assert not {CAUTIOUS, f"{CAUTIOUS} 1"} & {*plans, *choice.worths, *choice.limits}
