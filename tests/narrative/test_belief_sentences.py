"""What a forecast says of itself, in sentences: what more answers would be worth."""

from __future__ import annotations

import pytest

from hustings.election.nouns import Election
from hustings.election.reading import read_election
from hustings.forecast.reading import read_forecast
from hustings.narrative.beliefs import worth_of_calls
from hustings.planning.information import Calls, Worthwhile
from journeys.program import ROOT


@pytest.fixture(scope="module")
def election() -> Election:
    return read_election(ROOT / "examples/hedgerow-league")


def calls(everywhere: tuple[float, float], wales: tuple[float, float]) -> Calls:
    return Calls(100, Worthwhile(*everywhere), {"wales": Worthwhile(*wales), "london": Worthwhile(0.0, 0.03)}, 300)


def test_an_area_is_named_where_answers_there_are_clearly_worth_more(election: Election) -> None:
    """0.20 is 0.10 above 0.10, more than two errors of 0.03."""
    first, second = worth_of_calls(calls((0.10, 0.03), (0.20, 0.03)), election)
    assert first.startswith("100 more people who answer, in all areas, would be worth 0.10 ± 0.03 places")
    assert second == "All of them in Wales would be worth 0.20 ± 0.03 places."


def test_no_area_is_named_where_none_is_clearly_better(election: Election) -> None:
    assert "In no single area" in worth_of_calls(calls((0.10, 0.03), (0.15, 0.03)), election)[1]


def test_what_chance_explains_is_called_that(election: Election) -> None:
    assert "no more than chance explains" in worth_of_calls(calls((0.01, 0.02), (0.03, 0.02)), election)[1]


def test_the_page_has_a_table_of_areas_where_it_was_asked(election: Election) -> None:
    from hustings.forecast.believed import believed
    from hustings.reports.belief_sheet import belief_sheet

    forecast = read_forecast(election)
    found = believed(forecast, {})
    page = belief_sheet(found, forecast, election, calls((0.10, 0.03), (0.20, 0.03)))
    assert "What 100 more answers would be worth" in page
    assert "<td>0.20 ± 0.03 places</td>" in page
    assert page.index("Wales</bdi></th><td>0.20") < page.index("London</bdi></th><td>0.00")
    assert "more answers would be worth" not in belief_sheet(found, forecast, election)
