"""A first forecast from nominations: what they say of support and of who is known, and how little that is.

Nominations are made by the active, and predict votes poorly: for Labour's executive in 2024 the four names of one slate
had 66 to 69 each, against 62 to 142 of others, and three of the four won. Three elections cannot show how poorly, so
the spreads here are wide, and assumed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hustings.election.nouns import Contest, Election, Slate
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.forecast.beliefs import INDEPENDENTS
from hustings.forecast.writing import number, summing_to_one, text
from hustings.nominations.breakdowns import by_area
from hustings.nominations.tally import Tally

# Standard deviations of the logs, assumed: of shares in the country and in an area, and of who is known, as wide as
# where nothing is known.
NATIONAL, AREA, RECOGNITION = 0.4, 0.3, 0.6
# An area's shares are its own as if so many nominations of the whole contest had been made there, too.
BORROWED = 50
# Added to everybody's nominations, since somebody votes for those whom no branch nominated.
PRIOR = 0.5
ASSUMED = "assumed: nominations do not show it"


def planning_slate(election: Election, contest: Contest, said: str | None) -> Slate:
    """The slate that plans: the one said, or the only one with two names. Raises BadInput."""
    able = [each for each in election.slates if len(each.candidates.get(contest.id, ())) > 1]
    found = [each for each in able if said in (None, each.id)]
    if len(found) != 1:
        ids = [each.id for each in able]
        right = f"{contest.id} has {', '.join(ids) or 'no slate of two names or more'}"
        wrong = "say which slate plans" if said is None else f"there is no such slate {shown(said)}{nearest(said, ids)}"
        raise BadInput(Problem("--slate", f"{wrong}; {right}"))
    return found[0]


def nominated_toml(tally: Tally, slate: Slate) -> str:
    """A forecast.toml from a contest's nominations, with a source for every number. Raises BadInput where there are
    none."""
    made = len(tally.counted)
    if not made:
        raise BadInput(Problem(str(tally.election.folder / "nominations.csv"), "no nomination of this contest counts"))
    followings = _followings(tally.election, tally.contest)
    source = f"{made:,} nominations by {tally.nominating:,} branches"
    whole = {each.name: each.nominations for each in tally.standings}
    country = _shares(followings, whole, {})
    unsure = _unsure(country[slate.id], sum(whole.values()))
    lines = [
        f"# From {source}. Adherence, leaving the slate and stopping cannot be seen in nominations.",
        "[[forecast]]",
        f"contest = {text(tally.contest.id)}",
        f"slate = {text(slate.id)}",
        f"note = {text(f'From {source}, which predict votes poorly; the spreads and adherence are assumed.')}",
        f"national_shock = {unsure}  # source: assumed, and wide: nominations predict votes poorly",
        f"area_shock = {AREA}  # source: the same, in one area",
        f"recognition_shock = {RECOGNITION}  # source: the same, of who is known: as unsure as where nothing is known",
        f"adherence = {{ mean = 0.3, spread = 0.5 }}  # source: {ASSUMED}",
        *_table("shares", country, f"parts of {source}"),
    ]
    here = {each.area: each.by_name for each in by_area(tally)}
    for area in tally.election.leaves():
        if area.code in here and _votes(tally, area.code):
            shares = _shares(followings, here[area.code], country)
            own = sum(here[area.code].values())
            said = f"{own:,} nominations there, and {BORROWED} as in the whole contest"
            lines += _table(f"shares_in.{area.code}", shares, said)
    lines += [
        "",
        f"[forecast.recognition]  # source: nominations beside those of the slate's other names, and {PRIOR} more each",
    ]
    for names in followings.values():
        if len(names) > 1:
            lines += [f"{text(name)} = {number(float(whole[name] + PRIOR))}" for name in names]
    return "\n".join(lines) + "\n"


def _unsure(share: float, made: int) -> float:
    """NATIONAL, and what so few nominations leave to chance: their log odds are off by 1 / sqrt(n p (1 - p)), of which
    each of two followings' logs has a half of the variance."""
    return round(math.hypot(NATIONAL, math.sqrt(0.5 / (max(made, 1) * share * (1 - share)))), 2)


def _votes(tally: Tally, code: str) -> bool:
    """Whether an area's members vote in the contest."""
    only = tally.contest.electorate.areas
    return not only or bool({*only} & {*tally.election.lineage(code)})


def _followings(election: Election, contest: Contest) -> dict[str, tuple[str, ...]]:
    """The names of each slate that stand, and of the independents."""
    slates = [each for each in election.slates if each.candidates.get(contest.id)]
    found = {each.id: tuple(each.candidates[contest.id]) for each in slates}
    if independent := tuple(each.name for each in election.independents(contest.id)):
        found[INDEPENDENTS] = independent
    return found


def _shares(
    followings: Mapping[str, Sequence[str]], made: Mapping[str, int], country: Mapping[str, float]
) -> dict[str, float]:
    """Each following's part of the nominations; where the whole contest's shares are given, with some of these."""
    prior = {each: BORROWED * country[each] if country else PRIOR for each in followings}
    counted = {each: sum(made.get(name, 0) for name in names) + prior[each] for each, names in followings.items()}
    total = sum(counted.values())
    return dict(zip(counted, summing_to_one([each / total for each in counted.values()]), strict=True))


def _table(name: str, shares: Mapping[str, float], source: str) -> list[str]:
    return [
        "",
        f"[forecast.{name}]  # source: {source}",
        *(f"{each} = {number(share)}" for each, share in shares.items()),
    ]
