"""What real ballots say of how voters behave: the parameters of a forecast, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.ballots import Ballots, Ranking
from hustings.election.folder.toml_forms import A_CODE, is_code
from hustings.election.problems import BadInput, Problem, nearest, shown
from hustings.forecast.beliefs import INDEPENDENTS
from hustings.witness.asking import read_members

# Added to every count of transitions, so that none is quite impossible.
PRIOR = 0.5
# What is written is at least so much above 0, and as much below 1: the last of five places.
LEAST = 0.00001


@dataclass(frozen=True, slots=True)
class Fitted:
    """Behaviour counted from ballots.

    papers: how many had a clear first preference. shares: of first preferences, by slate. recognition: each
    candidate's part of its slate's first preferences, by name. stay, stop: by slate, after a name with others of the
    slate left, on papers that began with the slate (who comes from elsewhere stays less, and the slate's own
    supporters decide what a plan is worth); counted: how many such places there were. For a slate of one name, after
    which nobody can stay, stop is the chance of stopping there as an `Onward` says it: beside a stay of one half,
    which has no effect, and so halved. able: by slate of two names or more, the part of its papers that rank another
    of its names: nobody else can follow an order. transfers: by slate that papers began with and left, the part that
    went to each other.
    lengths: the part of papers with at least so many preferences, from 1.
    """

    papers: float
    shares: Mapping[str, float]
    recognition: Mapping[str, float]
    stay: Mapping[str, float]
    stop: Mapping[str, float]
    counted: Mapping[str, float]
    able: Mapping[str, float]
    transfers: Mapping[str, Mapping[str, float]]
    lengths: tuple[float, ...]


def read_slates(path: Path, names: Sequence[str]) -> dict[int, str]:
    """Candidate number → slate id, from a CSV file of candidate and slate. Raises BadInput with all that is wrong."""
    problems, first = [], dict[int, tuple[str, int]]()
    for line, number, slate in read_members(path, names, "slate"):
        before, above = first.setdefault(number, (slate, line))
        if not is_code(slate):
            problems.append(Problem(str(path), f"the slate is {shown(slate)}; it should be {A_CODE}", line))
        elif before != slate:
            said = f"{names[number - 1]} is on the slate {shown(before)} in line {above} already; one is wanted"
            problems.append(Problem(str(path), said, line))
    found = {number: slate for number, (slate, _) in first.items()}
    if not problems and not any(size > 1 for size in _sizes(found).values()):
        alone = f" ({INDEPENDENTS} are no slate)" if INDEPENDENTS in found.values() else ""
        said = f"no slate has two candidates{alone}; there is no behaviour within a slate to count"
        problems.append(Problem(str(path), said))
    if problems:
        raise BadInput(problems)
    return found


def _sizes(slate_of: Mapping[int, str]) -> Counter[str]:
    """How many candidates each slate has; independents are none."""
    return Counter(slate for slate in slate_of.values() if slate != INDEPENDENTS)


def planning_slate(slate_of: Mapping[int, str], said: str | None) -> str:
    """The slate that is to plan: the one said, or the one with most candidates. Raises BadInput."""
    sizes = _sizes(slate_of)
    if said is not None and sizes[said] < 2:
        known = [slate for slate, size in sizes.items() if size > 1]
        right = f"there is no slate {shown(said)} of two candidates or more{nearest(said, known)}"
        raise BadInput(Problem("--slate", f"{right}; there are {', '.join(known)}"))
    return said or max(sizes, key=lambda slate: sizes[slate])


def fit(ballots: Ballots, slate_of: Mapping[int, str], source: str = "the ballots") -> Fitted:
    """Count how voters behave. slate_of: candidate number → slate id; all others are independents. source: what the
    ballots are called where they are of no use.

    A paper is read up to its first equal or skipped preference. Raises BadInput where no paper has a clear first one.
    """
    slates = {number: slate_of.get(number, INDEPENDENTS) for number in range(1, len(ballots.names) + 1)}
    sizes = Counter(slates.values())
    firsts: Counter[int] = Counter()
    after: dict[str, Counter[str]] = {slate: Counter() for slate in sizes}
    left: dict[str, Counter[str]] = {slate: Counter() for slate in sizes}
    able: Counter[str] = Counter()
    lengths: Counter[int] = Counter()
    for ranking, papers in ballots:
        clear = _clear(ranking)
        if not clear:
            continue
        firsts[clear[0]] += papers
        lengths[len(clear)] += papers
        used: Counter[str] = Counter()
        for name, following in zip(clear, (*clear[1:], 0), strict=True):
            slate = slates[name]
            used[slate] += 1
            more = used[slate] < sizes[slate]
            to = slates[following] if following else ""
            if slate == slates[clear[0]] and (more or sizes[slate] == 1):
                after[slate]["stay" if to == slate else "leave" if to else "stop"] += papers
            # Who leaves those first begun with may go to all others; later, some are closed to them.
            if to and to != slate and len(used) == 1:
                left[slate][to] += papers
        if used[slates[clear[0]]] > 1:
            able[slates[clear[0]]] += papers
    total = sum(firsts.values())
    if not total:
        said = "no paper has a clear first preference; there is no behaviour to count"
        raise BadInput(Problem(source, said))
    by_slate = Counter[str]()
    for number, papers in firsts.items():
        by_slate[slates[number]] += papers
    unit = 10**ballots.decimals
    return Fitted(
        papers=total / unit,
        shares={slate: by_slate[slate] / total for slate in sizes},
        recognition={
            ballots.names[number - 1]: (firsts[number] + PRIOR) / (by_slate[slate] + PRIOR * sizes[slate])
            for number, slate in slates.items()
        },
        stay={slate: _part(after[slate], "stay") if sizes[slate] > 1 else 0.5 for slate in sizes},
        stop={
            slate: _part(after[slate], "stop") if sizes[slate] > 1 else _stop_of_one(after[slate]) for slate in sizes
        },
        counted={slate: after[slate].total() / unit for slate in sizes},
        able={slate: able[slate] / by_slate[slate] for slate in sizes if sizes[slate] > 1 and by_slate[slate]},
        transfers={
            slate: {to: n / left[slate].total() for to, n in left[slate].items()} for slate in sizes if left[slate]
        },
        lengths=tuple(
            sum(n for length, n in lengths.items() if length >= k) / total for k in range(1, max(lengths) + 1)
        ),
    )


def _clear(ranking: Ranking) -> tuple[int, ...]:
    """The preferences before the first equal or skipped one."""
    clear = []
    for i, token in enumerate(ranking):
        if token <= 0 or (i + 1 < len(ranking) and ranking[i + 1] < 0):
            break
        clear.append(token)
    return tuple(clear)


def _stop_of_one(counts: Counter[str]) -> float:
    """Half the part that stopped after a slate's only name."""
    return (counts["stop"] + PRIOR) / (counts["stop"] + counts["leave"] + 2 * PRIOR) / 2


def _part(counts: Counter[str], what: str) -> float:
    return (counts[what] + PRIOR) / (counts.total() + 3 * PRIOR)


def toml_text(fitted: Fitted, contest: str, slate: str, source: str, spreads: tuple[float, float] = (0.0, 0.0)) -> str:
    """The fit as a forecast.toml, to be edited: adherence cannot be seen in ballots, and shocks are guesses.

    spreads: of staying and of stopping, on the logit scale, of slates of two names or more.
    """
    lines = [
        "# Fitted by Hustings; shares, recognition, onward and transfers are counted, all else is an assumption.",
        "[[forecast]]",
        f'contest = "{contest}"',
        f'slate = "{slate}"',
        f'note = "Behaviour counted in {fitted.papers:,.0f} papers of {_plain(source)}; the rest is assumed."',
        "national_shock = 0.15",
        "area_shock = 0.15",
        "recognition_shock = 0.2",
        *(
            f"# {part:.0%} of the papers of {each} rank another of its names: nobody else can follow an order."
            for each, part in fitted.able.items()
            if each == slate
        ),
        "adherence = { mean = 0.3, spread = 0.3 }",
        "# So many of all papers give one, two, three… preferences. Said, it takes the place of the slates' own stops.",
        f"# lengths = [{', '.join(f'{part:.3f}' for part in fitted.lengths)}]",
        "",
        "[forecast.shares]",
        *(f"{each} = {share:.5f}" for each, share in _summing_to_one(fitted.shares).items()),
        "",
        "[forecast.recognition]",
        *(f'"{_plain(name)}" = {max(weight, LEAST):.5f}' for name, weight in fitted.recognition.items()),
    ]
    for each in fitted.stay:
        stop = min(max(fitted.stop[each], LEAST), 1 - 2 * LEAST)
        stay = min(max(fitted.stay[each], LEAST), 1 - stop - LEAST)
        lines += ["", f"[forecast.onward.{each}]", f"stay = {stay:.5f}", f"stop = {stop:.5f}"]
        if any(spreads) and each in fitted.able and each != INDEPENDENTS:
            lines += [f"spread = {spreads[0]:.3f}", f"stop_spread = {spreads[1]:.3f}"]
    for each, row in fitted.transfers.items():
        lines += ["", f"[forecast.transfers.{each}]", *(f"{to} = {part:.5f}" for to, part in row.items())]
    return "\n".join(lines) + "\n"


def _summing_to_one(shares: Mapping[str, float]) -> dict[str, float]:
    """Shares to five places that still sum to 1: what rounding leaves goes to the largest."""
    rounded = {each: round(share, 5) for each, share in shares.items()}
    largest = max(rounded, key=lambda each: rounded[each])
    rounded[largest] = round(rounded[largest] + 1 - sum(rounded.values()), 5)
    return rounded


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
