"""The nominations of an election, as a site shows them at a moment."""

from __future__ import annotations

from datetime import datetime

from hustings.election.nouns import Election, Slate
from hustings.election.reading import read_branches, read_nominations
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.nominations import about_slates, average, finding, opening, percent, remarks, said_places
from hustings.nominations.slates import SlateTally, slate_tallies
from hustings.nominations.tally import Standing, Tally, tallies
from hustings.site.reported import Nominated, NominatedSlate, Nominee


def nominated(
    election: Election, main: str, slate: Slate | None, as_of: datetime | None, language: str = ENGLISH
) -> tuple[Nominated, ...]:
    """What branches had nominated by then, the main contest first; () where the folder has no nominations.csv.

    Raises BadInput with what is wrong in that file or in branches.csv.
    """
    if not (election.folder / "nominations.csv").exists():
        return ()
    branches = read_branches(election)
    rows = [row for row in read_nominations(election, branches) if as_of is None or row.at.at <= as_of]
    found = [each for each in tallies(election, branches, rows) if each.counted]
    say = words(language, file="nominations")
    return tuple(_told(each, slate, say) for each in sorted(found, key=lambda each: each.contest.id != main))


def _told(tally: Tally, slate: Slate | None, say: Words) -> Nominated:
    slates = slate_tallies(tally)
    lines = [*about_slates(tally, say)] if len(slates) == 1 else []
    return Nominated(
        contest=tally.contest.title,
        seats=tally.contest.seats,
        finding=finding(tally, say),
        opening=opening(tally, say),
        people=tuple(_nominee(each, tally, slate) for each in tally.standings),
        slates=tuple(_slate(each, tally, slate) for each in slates) if len(slates) > 1 else (),
        remarks=(*lines, *(said for said in remarks(tally, say) if said != f"{finding(tally, say)}.")),
        needed=tally.needed,
        branches=len(tally.branches),
    )


def _nominee(each: Standing, tally: Tally, slate: Slate | None) -> Nominee:
    names = {slate.id: slate.name for slate in tally.election.slates}
    return Nominee(
        name=each.name,
        slate=", ".join(names[id] for id in each.slates),
        rank=each.rank,
        nominations=each.nominations,
        branches=percent(each.of_branches),
        short=each.short,
        own=slate is not None and slate.id in each.slates,
        majority=each.majority,
    )


def _slate(each: SlateTally, tally: Tally, slate: Slate | None) -> NominatedSlate:
    return NominatedSlate(
        name=each.slate.name,
        candidates=len(each.standings),
        total=each.total,
        share=percent(each.share),
        average=average(each.average),
        highest=each.highest.nominations,
        lowest=each.lowest.nominations,
        lowest_rank=each.lowest.rank,
        top=said_places(tally, each),
        own=slate is not None and slate.id == each.slate.id,
    )
