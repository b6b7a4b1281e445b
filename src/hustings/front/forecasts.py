"""A forecast as a value: what a campaign believes, how surely and from what; two of them combined; moved by answers and
by turnout. Nothing is written: each gives its text as a forecast.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.election import limits
from hustings.election.extras import extras
from hustings.election.nouns import Election
from hustings.front.asking import Where
from hustings.narrative.languages import language_of

if TYPE_CHECKING:
    from hustings.forecast.beliefs import Forecast
    from hustings.forecast.believed import Believed
    from hustings.forecast.canvass import Updated
    from hustings.forecast.returns import Group
    from hustings.planning.information import Calls

# What of an election folder a forecast cannot do without.
NEEDS = ("candidates.csv", "slates.toml", "areas.csv")
HALF_LIFE = 90
# Scenarios in which more people are asked, and papers sampled for a block of them.
DRAWS, PAPERS = 300, 1500
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Beliefs:
    """What a campaign believes of a contest.

    election: whose folder. forecast: every number, with its spread. sources: where numbers come from, by key of
    forecast.toml. heading: the comment above its text.
    """

    election: Election
    forecast: Forecast
    sources: Mapping[str, str]
    heading: str

    @property
    def language(self) -> str:
        """Of words: the folder's, else English. Raises BadInput where it is not there."""
        return language_of(None, self.election.language)

    @cached_property
    def believed(self) -> Believed:
        """Shares of slates, support by area, who is known and who follows: middles, and intervals of 80 %."""
        from hustings.forecast.believed import believed

        return believed(self.forecast, self.sources)

    def to_toml(self) -> str:
        """The text of a forecast.toml, with the source of every number."""
        from hustings.forecast.writing import forecast_toml

        return forecast_toml(self.forecast, self.election, self.sources, self.heading)

    def worth_of_calls(self, calls: int = 100, *, draws: int = DRAWS, progress: Progress | None = None) -> Calls:
        """What so many more answers would be worth, in seats, in each area. draws: scenarios. Raises BadInput where no
        answer moves anything."""
        with extras():
            from hustings.planning.asking import task_of
            from hustings.planning.information import worth_of_calls

            task = task_of(self.election, self.forecast)
            return worth_of_calls(
                self.forecast,
                task.question,
                task.fixed,
                calls=limits.CALLS.of(calls),
                scenarios=draws,
                papers=PAPERS,
                progress=progress,
            )

    def to_html(self, calls: Calls | None = None) -> str:
        """A page with pictures. calls: what more answers would be worth, to be shown too."""
        with extras():
            from hustings.reports.belief_sheet import belief_sheet

            return belief_sheet(self.believed, self.forecast, self.election, calls, language=self.language)

    def check_output(self, output: Where) -> None:
        """Raise BadInput where the text would take the place of a forecast.toml that has other forecasts, too."""
        from hustings.forecast.reading import check_alone

        check_alone(self.election, Path(output))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.forecast.contest} by {self.forecast.slate}>"


@dataclass(frozen=True, repr=False)
class Canvassed(Beliefs):
    """A forecast moved by what people answered. before: what was believed. moved: how many answers moved what. groups:
    the areas whose answers are taken together."""

    before: Forecast
    moved: Updated
    groups: tuple[Group, ...]


@dataclass(frozen=True, repr=False)
class TurnedOut(Beliefs):
    """A forecast moved by how many have voted. before: what was believed. voted: how many so far, by area."""

    before: Forecast
    voted: Mapping[str, int]


def read_forecast(folder: Where, contest: str | None = None, slate: str | None = None) -> Beliefs:
    """The forecast.toml of an election folder: what is believed, how surely and from what.

    contest, slate: whose forecast, where there are several. Raises BadInput.

    >>> beliefs = hustings.read_forecast("examples/hedgerow-league")
    >>> beliefs.forecast.slate, f"{beliefs.believed.shares['green-lanes'].middle:.1f}"
    ('green-lanes', '0.4')
    """
    with extras():
        election, forecast = _read(folder, contest, slate)
        from hustings.forecast.believed import sources_written

        return Beliefs(election, forecast, sources_written(election, forecast), "forecast.toml as it was read.")


def combine_forecasts(folder: Where, other: Where, contest: str | None = None, slate: str | None = None) -> Beliefs:
    """One forecast of a folder's forecast.toml and another file that rests on other sources; the surer counts for more.

    contest, slate: whose forecast, where there are several. Raises BadInput.

    >>> both = hustings.combine_forecasts("examples/hedgerow-league", "examples/hedgerow-league/forecast.toml")
    >>> both.to_toml().splitlines()[0]
    '# forecast.toml and forecast.toml together, each counting by how sure it is.'
    """
    with extras():
        election, first = _read(folder, contest, slate)
        from hustings.forecast.combining import combined
        from hustings.forecast.reading import read_forecast as read

        path = Path(other)
        found = combined(first, read(election, first.contest, first.slate, path=path), path.name)
        keys = ("shares", "shares_in", "recognition", "adherence", "onward", "national_shock", "area_shock")
        sources = dict.fromkeys((*keys, "recognition_shock"), "both sources")
        heading = f"forecast.toml and {path.name} together, each counting by how sure it is."
        return Beliefs(election, found, sources, heading)


def update_forecast(
    folder: Where, canvass: Where, contest: str | None = None, slate: str | None = None, *, half_life: int = HALF_LIFE
) -> Canvassed:
    """Move a folder's forecast by what people answered.

    canvass: a CSV file of area, date, asked, answer, count. contest, slate: whose forecast, where there are several.
    half_life: the days after which an answer counts for half. Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "returns.csv"
    >>> lines = ["area,date,asked,answer,count", "wales,2027-02-01,phone,our slate,14"]
    >>> file.write_text("\\n".join([*lines, "wales,2027-02-01,phone,open-gate,6", ""]), "utf-8") > 0
    True
    >>> hustings.update_forecast("examples/hedgerow-league", file).moved.supporters
    20
    """
    with extras():
        election, before = _read(folder, contest, slate)
        from hustings.forecast.believed import sources_written
        from hustings.forecast.canvass import updated
        from hustings.forecast.returns import aged, grouped, read_returns
        from hustings.forecast.telling import canvassed, check_new, sources_of

        returns = read_returns(Path(canvass), before, election)
        groups = aged(grouped(returns, election), returns, limits.HALF_LIFE.of(half_life))
        moved = updated(before, groups)
        source = canvassed(returns, Path(canvass).name)
        check_new(before, source)
        now = replace(moved.forecast, note=f"{before.note} Moved by {source}.")
        sources = sources_of(moved, source, sources_written(election, before))
        return Canvassed(election, now, sources, f"Moved by {source}.", before, moved, tuple(groups))


def update_turnout(folder: Where, turnout: Where, contest: str | None = None, slate: str | None = None) -> TurnedOut:
    """Move how many are believed to vote in each area by how many have voted so far.

    turnout: a CSV file of area, date, voted. contest, slate: whose forecast, where there are several. Raises BadInput,
    also where the forecast believes turnout for certain (no turnout_shock).

    >>> from pathlib import Path
    >>> from shutil import copytree
    >>> from tempfile import mkdtemp
    >>> folder = copytree("examples/hedgerow-league", f"{mkdtemp()}/league")
    >>> believed = Path(folder, "forecast.toml")
    >>> text = believed.read_text("utf-8").replace("area_shock", "turnout_shock = 0.15\\narea_shock", 1)
    >>> file = Path(folder, "turnout.csv")
    >>> believed.write_text(text, "utf-8") > 0, file.write_text("area,date,voted\\nni,2027-03-20,700\\n", "utf-8") > 0
    (True, True)
    >>> [area.voters for area in hustings.update_turnout(folder, file).forecast.areas if area.code == "ni"]
    [700]
    """
    with extras():
        election, before = _read(folder, contest, slate)
        from hustings.forecast.believed import sources_written
        from hustings.forecast.returns import areas_of
        from hustings.forecast.turnout import MARK, check_first, read_turnout, turned_out
        from hustings.forecast.writing import BEFORE

        check_first(before)
        so_far = read_turnout(Path(turnout), areas_of(before, election))
        source = so_far.source(Path(turnout).name)
        after = replace(turned_out(before, so_far.voted), note=f"{before.note} {MARK}: {source}.")
        sources = sources_written(election, before)
        moved = {key: f"{sources.get(key, BEFORE)}, moved by {source}" for key in ("voters", "turnout_shock")}
        return TurnedOut(election, after, sources | moved, f"{MARK}: {source}.", before, so_far.voted)


def _read(folder: Where, contest: str | None, slate: str | None) -> tuple[Election, Forecast]:
    from hustings.election.reading import read_election
    from hustings.forecast.reading import read_forecast

    election = read_election(str(folder), NEEDS)
    return election, read_forecast(election, contest, slate)
