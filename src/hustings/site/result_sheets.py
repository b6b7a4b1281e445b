"""From count records to what a site shows of each result: who is in, everybody's votes, where the slate's went."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hustings.election.nouns import Election, Slate
from hustings.election.site import SiteSettings
from hustings.election.wording import printable
from hustings.look.slate_colours import slate_colours
from hustings.narrative.heading import notice_of
from hustings.narrative.margin_reading import margin_sentences
from hustings.record.facts import Stage
from hustings.record.record import CountRecord, in_order_of_result, outcomes
from hustings.reports.count_sheet import count_sheet, sheet_style, summary
from hustings.reports.frame import Frame
from hustings.reports.transfer_flow import flows
from hustings.site.addresses import slug
from hustings.site.page import POLICY
from hustings.site.reported import CountSheet, Elected, Polled, Went, WentTo
from hustings.site.results import Result

# So many receivers of a candidate's votes are named; the rest are one row.
NAMED = 5


def result_sheet(
    election: Election, settings: SiteSettings, slate: Slate | None, contest: str, result: Result, language: str,
    prefix: str = "",
) -> CountSheet:  # fmt: skip
    """A result as a site shows it, with its count sheet: a page with the site's imprint and an example's notice.

    prefix: of the pages in this language.
    """
    title = next((each.title for each in election.contests if each.id == contest), contest)
    record = result.record
    own = slate.candidates.get(contest, ()) if slate else ()
    numbers = {n for n, name in enumerate(record.names, 1) if name in own}
    short = summary(record, f"chart-{slug(contest)}", numbers if slate else None, language)
    sides = sides_of(election, contest)
    elected = [record.names[number - 1] for number in record.facts.elected]
    quota = record.facts.stages[0].quota
    base = "../" * (1 + prefix.count("/"))
    return CountSheet(
        contest=title,
        slug=slug(contest),
        elected=tuple(
            Elected(name, when, *sides.get(name, ("", "")), own=name in own)
            for name, when in zip(elected, short.when, strict=True)
        ),
        page=count_sheet(record, _frame(election, settings, contest, result, language, base), language),
        style=sheet_style(record, language) + site_font(base),
        record=result.data,
        signature=result.signature,
        ballots=result.ballots,
        digest=record.ballots.sha256,
        trusted=result.trusted,
        finding=short.finding,
        chart=short.chart,
        words=short.words,
        numbers=short.numbers,
        votes=tuple(_polled(record, sides, own)),
        quota=float(record.figures.of_votes(quota)) if quota is not None else 0.0,
        stood_names=tuple(own),
        went=tuple(_went(record, numbers)),
        margin=_margin(result, language),
    )


def site_font(base: str) -> str:
    """What a sheet's style has besides, where the sheet is a page of the site. base: the way to the first page."""
    faces = "".join(
        f'@font-face {{ font-family: "Hustings"; src: url("{base}assets/hustings-{name}.woff2") format("woff2"); '
        f"font-weight: {weight}; font-display: swap; }}\n"
        for name, weight in (("regular", 400), ("bold", 700))
    )
    return f'{faces}body, svg text {{ font-family: "Hustings", system-ui, sans-serif; }}\n'


def _margin(result: Result, language: str) -> tuple[str, ...]:
    return margin_sentences(dict(result.margin), language) if result.margin else ()


def _frame(election: Election, settings: SiteSettings, contest: str, result: Result, language: str, base: str) -> Frame:
    """What stands around the count sheet; nothing of it is inline."""
    return Frame(
        notice=notice_of(election.example, language),
        imprint=settings.imprint,
        noindex=settings.noindex or bool(election.notice),
        home="../result.html",
        home_title=settings.title or election.title,
        stylesheet=f"{slug(contest)}.css",
        theme=f"{base}assets/theme.css",
        record=f"{slug(contest)}.json",
        icon=f"{base}assets/icon.svg",
        policy=POLICY,
        trusted=result.trusted,
        margin=_margin(result, language),
    )


def sides_of(election: Election, contest: str) -> dict[str, tuple[str, str]]:
    """By candidate the name of the slate, or of the slates, and the colour of the first of them."""
    colours = slate_colours(election.slates)
    found: dict[str, tuple[str, str]] = {}
    for slate in election.slates:
        for name in slate.candidates.get(contest, ()):
            before, colour = found.get(name, ("", colours[slate.id]))
            found[name] = (f"{before}, {slate.name}" if before else slate.name, colour)
    return found


def _polled(record: CountRecord, sides: dict[str, tuple[str, str]], own: Collection[str]) -> Iterator[Polled]:
    """Everybody in the order of the result; those who withdrew and have no votes are left out."""
    stages, figures = record.facts.stages, record.figures
    found = outcomes(record.facts, record.question, len(record.names))
    for number in in_order_of_result(record):
        most = max(stage.votes[number - 1] for stage in stages)
        if not most and not found[number - 1].stage:
            continue
        name = record.names[number - 1]
        slate, colour = sides.get(name, ("", ""))
        yield Polled(
            name=printable(name),
            votes=round(figures.of_votes(most)),
            first=figures.votes(stages[0].votes[number - 1]),
            most=figures.votes(most),
            slate=slate,
            colour=colour,
            own=name in own,
            elected=number in record.facts.elected,
        )


def _went(record: CountRecord, own: Collection[int]) -> Iterator[Went]:
    """Where votes of the slate's own candidates went, stage by stage, as far as the record tells."""
    for stage in record.facts.stages:
        for number in stage.of:
            if number in own and stage.kind in ("surplus", "exclusion") and (to := _receivers(record, stage)):
                yield Went(
                    name=printable(record.names[number - 1]),
                    stage=stage.number,
                    surplus=stage.kind == "surplus",
                    beside=tuple(printable(record.names[n - 1]) for n in stage.of if n != number),
                    to=to,
                )


def _receivers(record: CountRecord, stage: Stage) -> tuple[WentTo, ...]:
    """Who received the votes, most first, and then those that nobody received; whole votes."""
    found = flows(record, stage)
    of = record.figures.of_votes
    taken = [flow for flow in found if flow.number is not None]
    rows = [WentTo(printable(record.names[flow.number - 1]), round(of(flow.votes))) for flow in taken if flow.number]
    named, rest = rows[:NAMED], taken[NAMED:]
    if rest:
        named.append(WentTo("", round(sum((of(flow.votes) for flow in rest), start=of(0))), others=len(rest)))
    nobody = sum((of(flow.votes) for flow in found if flow.number is None), start=of(0))
    if round(nobody):
        named.append(WentTo("", round(nobody)))
    return tuple(named)
