"""Two pictures of a tally, as SVG: the ranking, and who reached the threshold when.

Their titles are their findings, and labels stand where the eye is. The same is told as text by `sentences` and as a
table by the terminal and by `report`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hustings.election.files import make_folder
from hustings.election.outputs import write_together
from hustings.narrative.catalogue import ENGLISH, words
from hustings.nominations.tally import Tally
from hustings.reports.progress_chart import progress_chart
from hustings.reports.ranking_chart import ranking_chart


def write_charts(tallies: Iterable[Tally], folder: Path, language: str = ENGLISH) -> tuple[Path, ...]:
    """Write the charts as CONTEST-ranking.svg and CONTEST-progress.svg; return their paths. Raises BadInput."""
    written: dict[Path, str | bytes] = {}
    make_folder(folder)
    say = words(language, file="nominations")
    for tally in tallies:
        for name, svg in (("ranking", ranking_chart(tally, say)), ("progress", progress_chart(tally, say))):
            if svg is not None:
                written[folder / f"{tally.contest.id}-{name}.svg"] = svg
    write_together(written)
    return tuple(written)
