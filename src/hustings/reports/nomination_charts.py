"""Two pictures of a tally, as SVG: the ranking, and who reached the threshold when.

Their titles are their findings, and labels stand where the eye is. The same is told as text by `sentences` and as a
table by the terminal and by `report`.
"""

from __future__ import annotations

from collections.abc import Iterable

from hustings.narrative.catalogue import ENGLISH, words
from hustings.nominations.tally import Tally
from hustings.reports.progress_chart import progress_chart
from hustings.reports.ranking_chart import ranking_chart


def charts(tallies: Iterable[Tally], language: str = ENGLISH) -> dict[str, str]:
    """The charts by file name: CONTEST-ranking.svg and CONTEST-progress.svg, where there are nominations."""
    say = words(language, file="nominations")
    found = {
        f"{tally.contest.id}-{name}.svg": svg
        for tally in tallies
        for name, svg in (("ranking", ranking_chart(tally, say)), ("progress", progress_chart(tally, say)))
    }
    return {name: svg for name, svg in found.items() if svg is not None}
