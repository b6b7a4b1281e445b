"""A first forecast.toml: from real ballots, from nominations, from an earlier result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.election.extras import extras
from hustings.election.nouns import Election
from hustings.election.problems import BadInput, Problem
from hustings.front.asking import Where
from hustings.front.forecasts import NEEDS

if TYPE_CHECKING:
    from hustings.forecast.fitting import Fitted
    from hustings.forecast.pooling import Pooled
    from hustings.forecast.resulted import Untold
    from hustings.forecast.results import EarlierResult
    from hustings.nominations.tally import Tally

# What the forecast.toml of `hustings new` says of itself.
TEMPLATE_NOTE = "Assumptions of a template: replace them."


@dataclass(frozen=True)
class FirstForecast:
    """The text of a first forecast.toml. election: whose folder."""

    election: Election
    text: str

    def to_toml(self) -> str:
        """The text."""
        return self.text

    def check_output(self, output: Where) -> None:
        """Raise BadInput where the text would take the place of a forecast.toml that somebody has written."""
        there = Path(output)
        if there.resolve() != (self.election.folder / "forecast.toml").resolve() or not there.exists():
            return
        if TEMPLATE_NOTE not in there.read_text("utf-8", errors="replace"):
            said = f"{output} is there already, and what is believed in it would be lost"
            right = "write to another file, and put the two together then; or delete it, where all of it is a guess"
            raise BadInput(Problem("--output", f"{said}; {right}"))


@dataclass(frozen=True)
class FromNominations(FirstForecast):
    """A first forecast that rests on nominations. tally: these."""

    tally: Tally


@dataclass(frozen=True)
class FromResult(FirstForecast):
    """A first forecast that rests on an earlier result. result: its votes. untold: what it does not tell."""

    result: EarlierResult
    untold: tuple[Untold, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the result does not tell, in the folder's language, a sentence each."""
        from hustings.narrative.beliefs import not_told
        from hustings.narrative.catalogue import words

        return tuple(not_told(self.untold, self.election, words(self.language, file="forecast")))

    @property
    def language(self) -> str:
        """Of words: the folder's, else English. Raises BadInput where it is not there."""
        from hustings.narrative.languages import language_of

        return language_of(None, self.election.language)


@dataclass(frozen=True)
class Fit:
    """How voters behaved in real ballots, as a forecast.toml.

    behaviour: of the first ballots, leaning on the others. common: what all slates have in common, where there are
    several ballots. contest, slate: of the forecast.
    """

    behaviour: Fitted
    common: Pooled | None
    contest: str
    slate: str
    text: str

    def to_toml(self) -> str:
        """The text."""
        return self.text


def fit_forecast(
    ballots: Where | Sequence[Where],
    slates: Where,
    *,
    contest: str | None = None,
    slate: str | None = None,
    into: Where | None = None,
) -> Fit:
    """Count how voters behave in real ballots, as a forecast.toml to be edited.

    ballots: a file of an election like this one; after it others to learn from. slates: a CSV file of candidate and
    slate; all others are independents. contest: the id of the one that the forecast is for. slate: which one plans, if
    not the largest. into: an election folder whose own forecast is given the same habits instead. Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> slates = Path(mkdtemp()) / "slates.csv"
    >>> slates.write_text("candidate,slate\\nSmith,red\\nDuke,red\\n", "utf-8") > 0
    True
    >>> fit = hustings.fit_forecast("examples/ers97-model-election.blt", slates)
    >>> fit.slate, round(fit.behaviour.shares["red"], 3)
    ('red', 0.317)
    """
    with extras():
        from hustings.ballots.reading import read_ballots
        from hustings.forecast.fitting import fit, planning_slate, read_slates, toml_text
        from hustings.forecast.pooling import leaning, pooled

        paths = [Path(each) for each in ([ballots] if isinstance(ballots, str | PathLike) else ballots)]
        contests = [read_ballots(path) for path in paths]
        names = list(dict.fromkeys(name for cast in contests for name in cast.names))
        slate_by_name = {names[number - 1]: each for number, each in read_slates(Path(slates), names).items()}
        slates_of = [
            {n: slate_by_name[name] for n, name in enumerate(cast.names, 1) if name in slate_by_name}
            for cast in contests
        ]
        planning = planning_slate(slates_of[0], slate)
        fits = [fit(cast, mine, str(path)) for cast, mine, path in zip(contests, slates_of, paths, strict=True)]
        named = contest or "contest"
        if into is not None:
            habits = pooled(fits)
            return Fit(fits[0], habits, named, planning, _behaving_like(Path(into), habits, contest))
        common = pooled(fits) if len(fits) > 1 else None
        found = leaning(fits[0], common) if common else fits[0]
        source = contests[0].title or paths[0].name
        if common:
            source += f", leaning on {common.slates} slates in {len(fits)} contests"
        spreads = (common.stay.spread, common.stop.spread) if common else (0.0, 0.0)
        return Fit(found, common, named, planning, toml_text(found, named, planning, source, spreads))


def _behaving_like(folder: Path, common: Pooled, contest: str | None) -> str:
    """The folder's forecast.toml with habits counted elsewhere."""
    from hustings.forecast.pooling import behaving
    from hustings.front.forecasts import read_forecast

    before = read_forecast(folder, contest)
    source = f"counted of {common.slates} slates elsewhere"
    said = f"How voters go on is {source}."
    now = replace(behaving(before.forecast, common), note=f"{before.forecast.note} {said}")
    return replace(before, forecast=now, sources={**before.sources, "onward": source}, heading=said).to_toml()


def forecast_from_nominations(folder: Where, contest: str | None = None, slate: str | None = None) -> FromNominations:
    """Begin a forecast.toml with what nominations say, and wide spreads, since they predict votes poorly.

    contest: where there are nominations in several. slate: which one plans, where there are several. Raises BadInput.

    >>> begun = hustings.forecast_from_nominations("examples/hedgerow-league", "council", "green-lanes")
    >>> len(begun.tally.counted)
    3722
    """
    with extras():
        from hustings.election.reading import read_branches, read_election, read_nominations
        from hustings.forecast.nominated import nominated_toml, planning_slate
        from hustings.nominations.tally import tallies

        election = read_election(str(folder), NEEDS)
        branches = read_branches(election)
        found = tallies(election, branches, read_nominations(election, branches), contest)
        if len(found) > 1:
            ids = ", ".join(each.contest.id for each in found)
            raise BadInput(Problem("--contest", f"there are nominations in several contests; say one of {ids}"))
        (tally,) = found
        text = nominated_toml(tally, planning_slate(election, tally.contest, slate))
        return FromNominations(election, text, tally)


def forecast_from_result(
    folder: Where, result: Where, contest: str | None = None, slate: str | None = None
) -> FromResult:
    """Begin a forecast.toml with an earlier result, and say what it does not tell.

    result: a CSV file of candidate and votes, and slate, area, stage where they are known. contest: which one, where
    there are several. slate: which one plans. Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "result.csv"
    >>> file.write_text("candidate,votes,slate\\nAnn,30,green-lanes\\nBob,10,open-gate\\n", "utf-8") > 0
    True
    >>> hustings.forecast_from_result("examples/hedgerow-league", file, "council", "green-lanes").result.votes
    40.0
    """
    with extras():
        from hustings.election.reading import read_election
        from hustings.forecast.nominated import planning_slate
        from hustings.forecast.resulted import resulted_toml
        from hustings.forecast.results import read_result

        election = read_election(str(folder), NEEDS)
        voted = election.contest(contest)
        planning = planning_slate(election, voted, slate)
        found = read_result(Path(result), election, voted)
        source = f"{found.votes:,.0f} votes in {Path(result).name}"
        begun = resulted_toml(found, election, voted, planning, source)
        return FromResult(election, begun.toml, found, begun.untold)
