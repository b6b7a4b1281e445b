"""The table of postcode districts: what a finder can say while no index has been built.

`districts.txt` has, for every district of Great Britain, the regions that its postcodes are in, or have within
100 m, with their share in per cent where there are several. A district in regions of several areas gives no answer:
the person is asked. It is made from an index by

    python -m hustings.places.districts INDEX src/hustings/places/districts.txt "Code-Point Open, 2023"
"""

from __future__ import annotations

import itertools
import re
import string
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from hustings.election.files import write_atomically
from hustings.places.areas import Areas
from hustings.places.finder import Districts
from hustings.places.index import Index, load
from hustings.places.regions import REGIONS, constituencies

HEADER = """\
# Postcode districts by region of England or nation: DISTRICT REGION, or DISTRICT REGION:PER-CENT REGION:PER-CENT …
# Largest share first; 0 for a region that begins within 100 m, or with less than half of one in a hundred postcodes.
# Counted from {source}. Contains OS data © Crown copyright and database right; contains
# Royal Mail data © Royal Mail copyright and database right; source: Office for National Statistics. All under the
# Open Government Licence v3.0. Constituencies of 2024 by mySociety (CC BY 4.0) tell the regions.
"""

AREA = re.compile(r"[A-Z]+")
AREAS_HEADER = ("Postcode districts by area, each area under the code of a place in it; the largest part first.",)


@cache
def bundled() -> Districts:
    """The table that comes with the program."""
    return parsed(resources.files(__package__).joinpath("districts.txt").read_text("utf-8"))


def parsed(text: str) -> Districts:
    """The table from its text; a region alone has all of the district."""
    table = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            district, *shares = line.split(" ")
            pairs = (share.partition(":") for share in shares)
            table[district] = tuple((region, int(per or 100)) for region, _, per in pairs)
    return table


def shortened(text: str) -> str:
    """The same table for the browser, in a fourth of the bytes and without the shares.

    Letters stand for places, as lines «=a E12000007» say; a row has the places and then all districts that are in just
    these: «a,b AB10-16,21 AL1» are AB10 to AB16, AB21 and AL1.
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for district, shares in parsed(text).items():
        alike.setdefault(tuple(place for place, _ in shares), []).append(district)
    letters = dict(zip(sorted({place for places in alike for place in places}), _letters(), strict=False))
    comments = [line for line in text.splitlines() if line.startswith("#")]
    named = [f"={letter} {place}" for place, letter in letters.items()]
    rows = [",".join(letters[place] for place in places) + _grouped(found) for places, found in alike.items()]
    return "\n".join([*comments, *named, *rows, ""])


def _grouped(districts: Iterable[str]) -> str:
    """« AB10-16,21 AL1»: numbers that follow each other are one."""
    areas: dict[str, list[str]] = {}
    for district in districts:
        letters = district.rstrip(string.digits) if district[-1].isdigit() else AREA.match(district)[0]  # type: ignore[index]
        areas.setdefault(letters, []).append(district.removeprefix(letters))
    return "".join(f" {area}{','.join(_ranges(numbers))}" for area, numbers in areas.items())


def _ranges(numbers: Iterable[str]) -> Iterator[str]:
    """Numbers in their order as «10-16», «21»; what has a letter stands by itself."""
    yield from (number for number in numbers if not number.isdigit())
    plain = sorted(int(number) for number in numbers if number.isdigit())
    for _, run in itertools.groupby(enumerate(plain), key=lambda pair: pair[1] - pair[0]):
        each = [number for _, number in run]
        yield str(each[0]) if len(each) == 1 else f"{each[0]}-{each[-1]}"


def _letters() -> Iterator[str]:
    yield from string.ascii_lowercase
    yield from ("".join(pair) for pair in itertools.product(string.ascii_letters, repeat=2))


def table_of_areas(index: Index, areas: Areas) -> str:
    """The table for areas that are smaller than regions: each area stands under the code of a place in it.

    Each row has the areas in which the district has postcodes or that begin within 100 m of one, the largest first.
    """
    codes: dict[str, str] = {}
    for code in (*constituencies(), *REGIONS):
        for area in areas.routes.get(code, ()):
            codes.setdefault(area, code)
    lines = []
    for district, places in index.by_district().items():
        counts: Counter[str] = Counter()
        for place, number in places.items():
            for code in [codes[area] for area in areas.at(*place)] or [place.constituency]:
                counts[code] += number
        ranked = sorted((pair for pair in counts.items() if pair[0]), key=lambda pair: (-pair[1], pair[0]))
        if ranked:
            lines.append(" ".join([district, *(code for code, _ in ranked)]))
    return "".join(f"# {line}\n" for line in AREAS_HEADER) + "\n".join(lines) + "\n"


def table_of(index: Index, source: str) -> str:
    """The table's text, counted from the live postcodes of an index. source: what that was built from, and when."""
    own: dict[str, Counter[str]] = {}
    for district, unit in index.all():
        entry = index.get(district, unit)
        if entry is not None and entry.place.region:
            regions = own.setdefault(district, Counter())
            regions[entry.place.region] += 1
            for place in entry.near:
                regions[place.region] += 0
    lines = []
    for district, regions in own.items():
        total = regions.total()
        ranked = sorted(regions.items(), key=lambda pair: (-pair[1], pair[0]))
        shares = [f"{region}:{round(100 * count / total)}" for region, count in ranked]
        lines.append(" ".join([district, *shares]) if len(shares) > 1 else f"{district} {ranked[0][0]}")
    return HEADER.format(source=source) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    write_atomically(sys.argv[2], table_of(load(sys.argv[1]), sys.argv[3]))
