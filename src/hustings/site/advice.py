"""What a slate advises: the order of every area, what to go on with below it, and the rest of the ballot pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from hustings.election.nouns import Contest, Election, PlanRow, Slate
from hustings.narrative.catalogue import Words
from hustings.site.addresses import slugs
from hustings.site.changes import agreed, changed_orders
from hustings.site.content import Advice, AreaAdvice, Person, System


def areas_of(
    election: Election,
    main: Contest,
    slate: Slate | None,
    plan: Iterable[PlanRow],
    as_of: datetime | None,
    reasons: Mapping[tuple[str, tuple[str, ...]], str],
    people: Mapping[str, Person],
    say: Words,
) -> Iterable[AreaAdvice]:
    """The areas that members vote in, each with its order where one is public. A neutral site without areas has none.

    Until the timetable's moment for them, only orders whose source says where they were published already. An order
    that was settled beforehand has no computed reason.
    """
    public = election.timetable.orders_published
    early = public is not None and as_of is not None and as_of < public.at
    if slate and not election.areas:
        yield _everywhere(election, main, slate, people, early, as_of, say)
    leaves = [area for area in election.leaves() if main in election.contests_in(area.code)]
    rows = {row.area: row for row in plan if slate and row.contest == main.id and row.slate == slate.id}
    fixed = {each.area: each for each in slate.fixed if each.contest == main.id} if slate else {}
    for area, short in zip(leaves, slugs(tuple(area.name for area in leaves)), strict=True):
        row, settled = rows.get(area.code), fixed.get(area.code)
        source = settled.source if settled else row.source if row else ""
        order = settled.order if settled else row.order if row else ()
        day = as_of.date() if as_of else date.max
        changes = changed_orders(election, slate, main.id, area.code, day, say) if slate else ()
        bodies = agreed(election, slate, area.code, day, changes) if slate else []
        if (early and not source) or bodies is None:
            order = ()
        yield AreaAdvice(
            code=area.code,
            name=area.name,
            slug=short,
            order=tuple(people[name] for name in order),
            listed=row.list if row and order and order == row.order else "",
            origin=_origin(election, source, bool(order), say),
            reason="" if settled else reasons.get((area.code, order), ""),
            others=others_of(slate, [c for c in election.contests_in(area.code) if c is not main]),
            answers=area.covers,
            changes=changes if order else (),
            dated=public.day if public else None,
            agreed=tuple(bodies or ()) if order else (),
        )


def _everywhere(
    election: Election, main: Contest, slate: Slate, people: Mapping[str, Person], early: bool, as_of: datetime | None,
    say: Words,
) -> AreaAdvice:  # fmt: skip
    """Where the folder has no areas there is one, the whole organisation, and one order: the slate's own."""
    day, public = as_of.date() if as_of else date.max, election.timetable.orders_published
    changes = changed_orders(election, slate, main.id, "", day, say)
    bodies = agreed(election, slate, "", day, changes)
    order = () if early or bodies is None else slate.candidates.get(main.id, ())
    others = others_of(slate, [each for each in election.contests if each is not main])
    name = election.organisation or election.title
    return AreaAdvice(
        "everywhere",
        name,
        "everywhere",
        order=tuple(people[each] for each in order),
        others=others,
        changes=changes if order else (),
        dated=public.day if public else None,
        agreed=tuple(bodies or ()) if order else (),
    )


def _origin(election: Election, source: str, ordered: bool, say: Words) -> str:
    """Where an order comes from, wherever an example shows one."""
    if not ordered or not election.example:
        return ""
    return say("area.as_published", source=source) if source else say("area.computed")


def system_of(contest: Contest) -> System:
    """How a contest's ballot is marked; "" where its rules are not said, so that nobody is told to number anything."""
    if contest.rules is None:
        return ""
    return "crosses" if contest.rules == "plurality" else "numbers"


def after(main: Contest, slate: Slate | None, say: Words) -> str:
    """What to go on with below the slate's names."""
    if slate is None or system_of(main) != "numbers":
        return ""
    said = slate.after.get(main.id)
    if isinstance(said, str):
        return said
    first = len(slate.candidates.get(main.id, ())) + 1
    if said:
        named = ", ".join(f"{number} {name}" for number, name in enumerate(said, first))
        return say("area.after_named", names=named)
    return say("area.after_default", next=f"{first}, {first + 1}, {first + 2} …")


def others_of(
    slate: Slate | None, contests: Iterable[Contest], names_of: Mapping[str, str] | None = None
) -> tuple[Advice, ...]:
    """The rest of the pack: on a slate's site, where it recommends somebody; on the neutral site, all of it.

    names_of: of areas by code, for saying where a contest is; None where that is known.
    """
    found = []
    for each in contests:
        names = slate.candidates.get(each.id, ()) if slate else ()
        if names or slate is None:
            further = slate.after.get(each.id, "") if slate else ""
            where = [names_of[code] for code in each.electorate.areas] if names_of else []
            found.append(
                Advice(
                    each.title,
                    names,
                    each.electorate.condition,
                    system_of(each),
                    further if isinstance(further, str) else ", ".join(further),
                    each.seats,
                    ", ".join(where),
                )
            )
    return tuple(found)
