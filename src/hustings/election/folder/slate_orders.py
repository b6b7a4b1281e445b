"""slates.toml on what becomes of orders: changes after they were published, and who must agree before they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from hustings.election.names import Register
from hustings.election.terms import OrderChange, SignOff

if TYPE_CHECKING:
    from hustings.election.folder.slates_toml import SlateReading


def changes(reading: SlateReading, candidates: Mapping[str, tuple[str, ...]]) -> Iterator[OrderChange]:
    """The changes of a slate's orders; what is wrong with them goes to the reading's problems."""
    for number, form in enumerate(reading.form.change):
        path = ("change", number)
        contest = form.contest or next(iter(candidates), "")
        if form.contest and not reading.contest(form.contest, *path, "contest"):
            continue
        gone = reading.names(contest, form.gone, *path, "gone")
        for name in set(gone) & {*candidates.get(contest, ())}:
            reading.wrong(f"{name} is still on the slate; take the name off, or out of gone", *path, "gone")
        _areas(reading, form.areas, *path)
        yield OrderChange(on=form.on, said=form.said, contest=contest, areas=tuple(form.areas), gone=gone)


def sign_offs(reading: SlateReading) -> Iterator[SignOff]:
    """Who must agree to the slate's orders."""
    for number, form in enumerate(reading.form.sign_off):
        _areas(reading, form.areas, "sign_off", number)
        yield SignOff(by=form.by, on=form.on, areas=tuple(form.areas))


def _areas(reading: SlateReading, codes: Sequence[str], *path: str | int) -> None:
    if reading.known.areas is None:
        return
    known = Register("area", "areas.csv", {area.code: area for area in reading.known.areas})
    for position, code in enumerate(codes):
        if known.find(code) is None:
            reading.wrong(known.unknown(code), *path, "areas", position)
