"""The count sheet: one self-contained HTML page that tells a count, stage by stage, and how to check it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources
from typing import Any

from markupsafe import Markup

from hustings.election.wording import counted, in_shell, listed, marked, printable, verb
from hustings.look.sheets import bdi, common_style, environment, own_policy
from hustings.narrative.chart_words import chart_in_words, finding
from hustings.narrative.count import action, reason
from hustings.narrative.count_words import CountWords
from hustings.narrative.heading import heading_of
from hustings.narrative.record_files import record_digest
from hustings.narrative.rule_book import answers_in_words
from hustings.narrative.ties import constraint_sentences
from hustings.record.facts import Stage, Tie
from hustings.record.record import CountRecord, Outcome, outcomes
from hustings.reports.transfer_flow import flow_chart, flows
from hustings.reports.votes_chart import chart_room, votes_chart
from hustings.reports.votes_table import blocks

# A table of batches has a column for each up to so many; beyond them only their sum.
MOST_BATCHES = 5
NAMED_IN_TITLE = 4
PRINT_CHART = "@media print { svg.chart { min-width: 0; max-width: 100%; } }\n"


@dataclass(frozen=True, slots=True)
class Frame:
    """What a sheet has around it where it is published.

    notice: that of an example. imprint: who publishes it. noindex: search engines are asked to stay away.
    home, home_title: a link back to the site. stylesheet: the address of `sheet_style`, for pages whose policy admits
    nothing inline; "" for a page that stands alone. policy: of the site. theme, icon:
    addresses of its colours and its icon. record: the name of the record's file.
    trusted: the record was published without being counted again, which the sheet says.
    """

    notice: str = ""
    imprint: str = ""
    noindex: bool = False
    home: str = ""
    home_title: str = ""
    stylesheet: str = ""
    theme: str = ""
    record: str = "count.json"
    icon: str = ""
    policy: str = ""
    trusted: bool = False


def count_sheet(record: CountRecord, frame: Frame | None = None) -> str:
    """The record as one HTML page without script: on its own with nothing beside it needed, or a page of a site.

    On its own its policy admits its one style by that style's digest and nothing else.
    """
    frame = frame or Frame()
    style = "" if frame.stylesheet else sheet_style(record)
    policy = frame.policy or own_policy(style)
    content = _content(record, frame.record) | {"frame": frame, "style": Markup(style), "policy": policy}
    return environment("reports").get_template("count_sheet.html").render(content) + "\n"


@dataclass(frozen=True, slots=True)
class Summary:
    """A result in short: what the chart shows as a heading, the chart, the same in words, and the main figures.

    when: of everybody elected, in order, at which stage and with how many votes, in whole numbers: the count sheet has
    the exact ones.
    """

    finding: Markup
    chart: Markup
    words: Markup
    numbers: tuple[tuple[str, str], ...]
    when: tuple[str, ...]


def summary(record: CountRecord, name: str, own: Collection[int] | None = None) -> Summary:
    """The count in short, for a page that tells the result. name: of the chart's heading and words, «NAME-title».

    own: as for `votes_chart`.
    """
    found = outcomes(record.facts, record.question, len(record.names))
    return Summary(
        finding=bdi(finding(record)),
        chart=votes_chart(record, name, own),
        words=bdi(chart_in_words(record)),
        numbers=tuple(_numbers(record)),
        when=tuple(_when(record, found[n - 1], n, whole=True) for n in record.facts.elected),
    )


def sheet_style(record: CountRecord) -> str:
    """The style of a record's sheet: every sheet's, the foot of its printed pages, and the width of its chart."""
    least, most = chart_room(record)
    own = f"svg.chart {{ min-width: {least}px; max-width: {most}px; }}\n"
    chart = (resources.files("hustings.look") / "templates/chart.css").read_text("utf-8")
    return f"{chart}{common_style('reports', 'count_sheet', _foot(record))}{own}{PRINT_CHART}"


def _content(record: CountRecord, file: str) -> dict[str, Any]:
    words, question, facts = CountWords(record), record.question, record.facts
    found = outcomes(facts, question, len(record.names))
    heading, plain = _heading(record)
    return {
        "heading": heading,
        "title": printable(plain),
        "contest": printable(record.title),
        "about": [printable(part) for part in heading_of(record)],
        "digest": record_digest(record),
        "rules": question.rules,
        "record": record,
        "elected": [
            {"name": _name(record, n), "party": _party(record, n), "when": _when(record, found[n - 1], n)}
            for n in facts.elected
        ],
        "unfilled": counted(facts.unfilled, "place remains", "places remain") if facts.unfilled else "",
        "numbers": _numbers(record),
        "constraints": [_constraint(record, index) for index in range(len(question.constraints))],
        "guarded": [(stage.number, text) for stage in facts.stages for text in constraint_sentences(words, stage)],
        "sitting": listed([_name(record, n) for n in sorted(question.guarded)]),
        "without": _without(record),
        "finding": finding(record),
        "chart": votes_chart(record),
        "chart_words": chart_in_words(record),
        "stages": [_stage(record, stage) for stage in facts.stages],
        "blocks": blocks(record, found),
        "ties": [_tie(record, stage, tie) for stage in facts.stages for tie in stage.ties],
        "answers": answers_in_words(question.rules),
        "paragraphs": question.rules.text.strip(),
        "withdrawn": listed([_name(record, n) for n in sorted(question.withdrawn)]),
        "witnesses": _witnesses(record),
        "verify": f"hustings verify {file} {in_shell(printable(record.ballots.file or 'BALLOTS'))}",
        "rounded": record.figures.shown_rounded,
    }


# The result


def _name(record: CountRecord, number: int) -> str:
    return marked(printable(record.names[number - 1]))


def _party(record: CountRecord, number: int) -> str:
    return marked(printable(record.parties[number - 1])) if record.parties and record.parties[number - 1] else ""


def _heading(record: CountRecord) -> tuple[str, str]:
    """Who is elected, as one sentence: with marked names, and plain."""
    elected = record.facts.elected
    if not elected:
        return "Nobody is elected", "Nobody is elected"
    named = elected if len(elected) <= NAMED_IN_TITLE else elected[: NAMED_IN_TITLE - 1]
    others = len(elected) - len(named)
    rest = [counted(others, "other", "others")] if others else []
    are = f" {verb(len(elected), 'is', 'are')} elected"
    marked_names = [_name(record, n) for n in named]
    return listed(marked_names + rest) + are, listed([record.names[n - 1] for n in named] + rest) + are


def _when(record: CountRecord, outcome: Outcome, number: int, *, whole: bool = False) -> str:
    if not record.contested:
        return "unopposed"
    assert outcome.stage is not None
    votes = record.facts.stages[outcome.stage - 1].votes[number - 1]
    said = CountWords(record).votes(votes)
    if whole:
        said = counted(round(record.figures.of_votes(votes)), "vote", "votes")
    return f"at stage {outcome.stage}, with {said}"


def _numbers(record: CountRecord) -> list[tuple[str, str]]:
    """The figures of the ballots and of the contest, with their names; those not known are left out."""
    figures, about, facts = record.figures, record.ballots, record.facts
    first, last = facts.stages[0].quota, facts.stages[-1].quota
    told = [
        ("Places", f"{record.question.seats:,}"),
        ("Candidates", f"{len(record.standing) - len(record.question.further_ron):,}"),
    ]
    told += [("Papers issued", f"{about.issued:,}")] if about.issued is not None else []
    told += [("Papers returned", f"{about.returned:,}")] if about.returned is not None else []
    told += [
        ("Valid papers", figures.said_papers(facts.valid)),
        ("Invalid papers", figures.said_papers(record.invalid)),
    ]
    if first is not None and record.contested:
        told.append(("Quota", figures.said(first)))
        if last is not None and last != first:
            told.append(("Quota at the end", figures.said(last, first)))
    return told


def _witnesses(record: CountRecord) -> str:
    names = [printable(name) for name in record.witnesses]
    if len(names) > 1:
        said = listed([f"the {name}" for name in names])
        return f"{said[0].upper()}{said[1:]}, written apart from each other, agree in every figure."
    return f"Only one witness, the {names[0]}, has made this count." if names else "No witness is named."


# Constraints and ties


def _constraint(record: CountRecord, index: int) -> dict[str, str]:
    constraint = record.question.constraints[index]
    held = [n for n in record.facts.elected if n in constraint.members]
    names = listed([_name(record, n) for n in held])
    return {
        "said": f"{constraint.sense.capitalize()} {constraint.number} of {marked(printable(constraint.group))}",
        "held": f"{len(held)} elected" + (f": {names}" if held else ""),
    }


def _without(record: CountRecord) -> str:
    """What the result would have been without the constraints."""
    if record.without_constraints is None:
        return ""
    gained = [n for n in record.facts.elected if n not in record.without_constraints]
    lost = [n for n in record.without_constraints if n not in record.facts.elected]
    them = "constraint" if len(record.question.constraints) == 1 else "constraints"
    if not lost:
        return f"Without the {them} the same candidates would have been elected."
    instead = f" instead of {listed([_name(record, n) for n in gained])}" if gained else ""
    return f"Without the {them} {listed([_name(record, n) for n in lost])} would have been elected{instead}."


def _tie(record: CountRecord, stage: Stage, tie: Tie) -> dict[str, Any]:
    """A tie and how it fell; for a lot by seed also the command that draws it again, for each of the tied."""
    question = record.question
    draws = []
    if tie.by == "lot" and question.lot_seed is not None and question.rules.lot == "seed":
        for number in tie.narrowed or tie.among:
            drawn = f"{question.lot_seed}|{stage.number}|{tie.purpose}|{record.names[number - 1]}"
            digest = hashlib.sha256(drawn.encode()).hexdigest()
            command = f"printf '%s' {in_shell(drawn)} | sha256sum"
            draws.append({"command": command, "digest": digest, "chosen": number == tie.chosen})
    by = {"look-back": f"Look-back to stage {tie.stage}", "lot": "Lot", "decision": "Decision"}[tie.by]
    return {
        "stage": stage.number,
        "purpose": {"surplus": "Whose surplus moves first", "exclusion": "Who is excluded"}.get(
            tie.purpose, "Who is elected first"
        ),
        "among": listed([_name(record, n) for n in tie.among]),
        "by": by + (f", batch {tie.step}" if tie.step else ""),
        "chosen": _name(record, tie.chosen),
        "draws": sorted(draws, key=lambda draw: str(draw["digest"])),
    }


# Stages


def _stage(record: CountRecord, stage: Stage) -> dict[str, Any]:
    moved = flows(record, stage) if stage.steps else []
    by_batch = 1 < len(stage.steps) <= MOST_BATCHES
    figures = record.figures
    heading = action(record, stage, lambda text: marked(printable(text)))
    return {
        "number": stage.number,
        "heading": heading,
        "reason": reason(record, stage, lambda text: marked(printable(text))),
        "elected": listed([_name(record, n) for n in stage.elected]),
        "flow": flow_chart(record, stage, f"Where the papers went: {heading}") if moved else "",
        "batches": [figures.said_value(step.value) for step in stage.steps] if by_batch else [],
        "moved": [
            (
                flow.name,
                [figures.cell(v) if v else "" for v in flow.batches] if by_batch else [],
                figures.cell(flow.votes),
            )
            for flow in moved
        ],
    }


# The foot of a printed page


def _foot(record: CountRecord) -> str:
    title = printable(record.title) or record.question.rules.title
    title = f"{title[:59]}…" if len(title) > 60 else title
    return f"{title} · SHA-256 of the ballots {record.ballots.sha256[:16]}…"
