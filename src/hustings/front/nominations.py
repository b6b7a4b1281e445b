"""Nominations as a value: which count, which do not and why, and where each candidate stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from json import dumps
from typing import TYPE_CHECKING

from hustings.front.asking import Where
from hustings.narrative.catalogue import ENGLISH, Words, language_of, words

if TYPE_CHECKING:
    from hustings.nominations.tally import Tally


@dataclass(frozen=True)
class Nominations:
    """The nominations of an election folder. tallies: one of each contest that has any, with all that is known.

    language: of sentences and pictures; the JSON is in English.
    """

    tallies: tuple[Tally, ...]
    language: str = ENGLISH

    @property
    def not_counted(self) -> tuple[tuple[int, str], ...]:
        """The lines of nominations.csv that do not count, and why not, in the order of the file."""
        from hustings.narrative.nominations import not_counted

        refused = [each for tally in self.tallies for each in tally.not_counted]
        return tuple(sorted((each.nomination.line, not_counted(each, self._say)) for each in refused))

    def sentences(self, contest: str) -> tuple[str, ...]:
        """What the nominations of a contest say, in plain words."""
        from hustings.narrative.nominations import about_slates, opening, remarks

        of = [tally for tally in self.tallies if tally.contest.id == contest]
        say = self._say
        return tuple(
            said for each in of for said in (opening(each, say), *about_slates(each, say), *remarks(each, say))
        )

    @property
    def _say(self) -> Words:
        return words(self.language, file="nominations")

    def charts(self) -> Mapping[str, str]:
        """Pictures (SVG) by file name: CONTEST-ranking.svg, CONTEST-progress.svg; each only where there is one."""
        from hustings.reports.nomination_charts import charts

        return charts(self.tallies, self.language)

    def to_json(self) -> str:
        """Everything as JSON text (docs/schemas)."""
        from hustings.reports.nominations_json import report

        return dumps(report(self.tallies), ensure_ascii=False, indent=1) + "\n"

    def __repr__(self) -> str:
        counted = sum(len(tally.counted) for tally in self.tallies)
        return f"<Nominations: {counted} count, {len(self.not_counted)} do not>"


def tally_nominations(folder: Where, contest: str | None = None, language: str | None = None) -> Nominations:
    """Tally the nominations of an election folder: of one contest, or of every one that has any. Raises BadInput.

    language: of sentences and pictures, where it is not the folder's.

    >>> hustings.tally_nominations("examples/hedgerow-league").not_counted[0]
    (4632, 'before nominations opened on 12 January 2027')
    """
    from hustings.election.reading import read_branches, read_election, read_nominations
    from hustings.nominations.tally import tallies

    election = read_election(str(folder), needs=("candidates.csv", "nominations.csv"))
    branches = read_branches(election)
    found = tallies(election, branches, read_nominations(election, branches), contest)
    return Nominations(found, language_of(language, election.language))
