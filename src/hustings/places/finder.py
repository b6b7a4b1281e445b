"""What a typed postcode turns out to be. `lookup.js` gives the same answers from the same bytes in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from hustings.election.problems import BadInput, Problem
from hustings.places import index as indexes
from hustings.places.index import Index, Place
from hustings.places.postcode import Meant, parse, readings
from hustings.places.states import State

# By postcode area or district: what needs no directory, and the region or dependency it tells.
# Northern Ireland's answer is the index's own when that has its postcodes.
SPECIAL: Mapping[str, tuple[State, str]] = {
    "BT": ("northern ireland", "N92000002"),
    "JE": ("crown dependency", "L93000001"),
    "GY": ("crown dependency", "L93000001"),
    "IM": ("crown dependency", "M83000003"),
    "BF1": ("forces", ""),
    "GIR": ("non-geographic", ""),
}

# Per district, the regions that its postcodes are in or within 100 m of, with the share of each in per cent.
Districts = Mapping[str, tuple[tuple[str, int], ...]]


class Answer(NamedTuple):
    """What a typed postcode turns out to be.

    postcode: as it is properly written, "" where none was read. constituency, region: official codes, "" unknown;
    region is a region of England or another nation. near: other constituencies within 100 m.
    repaired: look-alike characters were exchanged. candidates: the postcodes between which only the person can choose.
    regions: state "district" only; largest share first.
    """

    state: State
    postcode: str = ""
    constituency: str = ""
    region: str = ""
    near: tuple[Place, ...] = ()
    repaired: bool = False
    candidates: tuple[str, ...] = ()
    regions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Finder:
    """Answers from an index (live and terminated postcodes), or from the table of districts where there is none."""

    live: Index | None = None
    terminated: Index | None = None
    districts: Districts | None = None

    @classmethod
    def load(cls, path: str | Path) -> Finder:
        """The index at `path` and its companion. Raises BadInput where one is unreadable or they are no pair."""
        live = indexes.load(path)
        if live.kind != "live":
            raise BadInput(Problem(str(path), "these are the terminated postcodes; name the index itself"))
        if not live.head.terminated:
            return cls(live)
        beside = indexes.companion(path)
        terminated = indexes.load(beside)
        if terminated.head.companion != live.crc:
            raise BadInput(Problem(str(beside), f"these terminated postcodes belong to another index than {path}"))
        return cls(live, terminated)

    def find(self, text: str) -> Answer:
        """The answer for what somebody typed."""
        if self.live is not None:
            # Nearly everything is a live postcode typed well: no need to look at each character.
            upper = text.upper()
            district, unit = upper[:-3].rstrip(" "), upper[-3:]
            entry = self.live.get(district, unit)
            if entry is not None and entry.place.constituency:
                return Answer("found", f"{district} {unit}", *entry.place, entry.near)
        typed = parse(text)
        if typed.shape == "empty" or typed.shape == "partial":
            return Answer(typed.shape)
        if typed.shape == "bfpo number":
            return Answer("forces")
        absent = Answer("malformed")
        if typed.shape == "well-formed":
            answer = self._exact(typed.district, typed.unit)
            if answer is not None:
                return answer
            absent = Answer("not in list", f"{typed.district} {typed.unit}")
            if self._has_district(typed.district):
                return absent
        meant = list(readings(typed.compact))
        likely = self._meant(meant) if absent.state == "malformed" else None
        return self._repaired(meant) or likely or absent

    def _exact(self, district: str, unit: str) -> Answer | None:
        postcode = f"{district} {unit}"
        entry = self.live.get(district, unit) if self.live else None
        if entry is not None and entry.place.constituency:
            return Answer("found", postcode, *entry.place, entry.near)
        special = SPECIAL.get(district) or SPECIAL.get(district[:2])
        if special and not (district.startswith("BT") and self._has_northern_ireland):
            return Answer(special[0], postcode, region=special[1])
        if entry is not None:
            return Answer("no location", postcode)
        if self.terminated and (entry := self.terminated.get(district, unit)):
            return Answer("terminated", postcode, *entry.place)
        if self.live is None and self.districts and district in self.districts:
            return Answer("district", postcode, regions=self.districts[district])
        return None

    def _has_district(self, district: str) -> bool:
        return district in (self.live.districts if self.live else self.districts or {})

    @cached_property
    def _has_northern_ireland(self) -> bool:
        return self.live is not None and any(name.startswith("BT") for name in self.live.districts)

    def _repaired(self, meant: list[Meant]) -> Answer | None:
        """The real postcode among readings with fewest changes; terminated ones only where no other is real."""
        real = [(changes, answer) for changes, *pair in meant if (answer := self._exact(*pair))]
        real = [pair for pair in real if pair[1].state != "terminated"] or real
        fewest = min((changes for changes, _ in real), default=0)
        best = [answer for changes, answer in real if changes == fewest]
        if not best:
            return None
        if len(best) > 1:
            return Answer("ambiguous", candidates=tuple(sorted(answer.postcode for answer in best)))
        return best[0]._replace(repaired=True)

    def _meant(self, readings: list[Meant]) -> Answer | None:
        """Where no reading is real: the one with fewest changes whose district is, if it is one."""
        near = [each for each in readings if self._has_district(each.district)]
        fewest = min((each.changes for each in near), default=0)
        best = [each for each in near if each.changes == fewest]
        if len(best) != 1:
            return None
        return Answer("not in list", f"{best[0].district} {best[0].unit}", repaired=True)
