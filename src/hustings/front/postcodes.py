"""Postcodes: the index built from a directory, what a postcode is, and which of an organisation's areas it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hustings.election.extras import extras
from hustings.election.problems import BadInput, Problem, shown
from hustings.front.asking import Progress, Where

if TYPE_CHECKING:
    from hustings.places.areas import Areas, Routing
    from hustings.places.build import Built as Built
    from hustings.places.finder import Answer, Finder


@dataclass(frozen=True)
class PostcodeFinder:
    """What postcodes are, from an index that is read once; and the area of an election folder that each is in.

    month: of the index's directory, as "2025-11"; "" where it is not known. areas: name by code; {} without a folder.
    """

    month: str
    areas: Mapping[str, str]
    _finder: Finder
    _routes: Areas | None

    def find(self, postcode: str) -> Answer:
        """What a postcode is, in any case and spacing."""
        return self._finder.find(postcode)

    def route(self, answer: Answer) -> Routing | None:
        """The area that an answer leads to, or those among which only the person can choose; None without a folder."""
        from hustings.places.areas import route

        return None if self._routes is None else route(answer, self._routes)


def postcode_finder(index: Where | None = None, folder: Where | None = None) -> PostcodeFinder:
    """Read a postcode index once, for many postcodes.

    index: as `build_postcodes` makes it; without one only the region of a postcode's district is known. folder: an
    election folder, for its areas. Raises BadInput.

    >>> finder = hustings.postcode_finder(folder="examples/hedgerow-league")
    >>> finder.route(finder.find("CF10 1AA")).area
    'wales'
    """
    with extras():
        from hustings.places.districts import bundled
        from hustings.places.finder import Finder

        finder = Finder.load(str(index)) if index is not None else Finder(districts=bundled())
        month = finder.live.head.month if finder.live else ""
        if folder is None:
            return PostcodeFinder(month, {}, finder, None)
        from hustings.election.reading import read_election
        from hustings.places.areas import areas_from

        election = read_election(str(folder), needs=["areas.csv"])
        covers = [(area.code, area.covers) for area in election.areas]
        routes = areas_from(covers, str(Path(folder) / "areas.csv"), nobody=election.nobody)
        return PostcodeFinder(month, {area.code: area.name for area in election.areas}, finder, routes)


def find_postcode(postcode: str, index: Where | None = None) -> Answer:
    """What one postcode is: its state, constituency and region, or why that cannot be told.

    index: as for `postcode_finder`, which answers many. Raises BadInput.

    >>> hustings.find_postcode("sw1a 1aa").postcode
    'SW1A 1AA'
    """
    return postcode_finder(index).find(postcode)


def terminated_index(index: Where) -> Path:
    """The file beside an index that has the terminated postcodes."""
    from hustings.places.index import companion

    return companion(Path(index))


def build_postcodes(directory: Where, index: Where, month: str = "", progress: Progress | None = None) -> Built:
    """Build the postcode index that Python and web pages read, and beside it the terminated postcodes.

    directory: the ONS Postcode Directory: .csv, .csv.gz or the published .zip. index: the file to write. month: of the
    edition, as "2025-11", where the directory's name does not tell it. Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> columns = "pcds,dointr,doterm,east1m,north1m,ctry25cd,rgn25cd,pcon24cd"
    >>> row = "E8 1AA,198001,,534000,184000,E92000001,E12000007,E14001260"
    >>> (folder / "directory.csv").write_text(f"{columns}\\n{row}\\n") > 0
    True
    >>> built = hustings.build_postcodes(folder / "directory.csv", folder / "index", "2025-11")
    >>> built.live, hustings.find_postcode("e8 1aa", folder / "index").constituency
    (1, 'E14001260')
    """
    if month and not re.fullmatch("20[0-9]{2}-(0[1-9]|1[0-2])", month):
        raise BadInput(Problem("--month", f"it is {shown(month)}; it should be a year and a month, as 2025-11"))
    with extras():
        from hustings.places.build import build

        return build(str(directory), str(index), month, progress)
