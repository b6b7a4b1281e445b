"""The count sheet: one self-contained HTML page that tells a count, stage by stage, and how to check it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources
from typing import Any

from markupsafe import Markup

from hustings.election.wording import in_shell, marked, printable
from hustings.look.sheets import bdi, capital, common_style, environment, own_policy
from hustings.narrative.catalogue import ENGLISH, Words, tag_of, words
from hustings.narrative.chart_words import chart_in_words, finding
from hustings.narrative.count import action, reason
from hustings.narrative.count_words import CountWords
from hustings.narrative.heading import heading_of
from hustings.narrative.record_files import record_digest
from hustings.narrative.rule_book import answers_in_words
from hustings.narrative.ties import constraint_sentences
from hustings.narrative.witnesses import witness_names
from hustings.record.facts import Stage, Tie
from hustings.record.record import CandidateOutcome, CountRecord, outcomes
from hustings.reports.frame import Frame
from hustings.reports.transfer_flow import flow_chart, flows
from hustings.reports.votes_chart import chart_room, votes_chart
from hustings.reports.votes_table import blocks

# A table of batches has a column for each up to so many; beyond them only their sum.
MOST_BATCHES = 5
NAMED_IN_TITLE = 4
PRINT_CHART = "@media print { svg.chart { min-width: 0; max-width: 100%; } }\n"


def count_sheet(record: CountRecord, frame: Frame | None = None, language: str = ENGLISH) -> str:
    """The record as one HTML page without script: on its own with nothing beside it needed, or a page of a site.

    On its own its policy admits its one style by that style's digest and nothing else.
    """
    frame = frame or Frame()
    style = "" if frame.stylesheet else sheet_style(record, language)
    policy = frame.policy or own_policy(style)
    content = _content(record, frame.record, words(language, file="count_sheet"))
    content |= {"frame": frame, "style": Markup(style), "policy": policy}
    if frame.vacancy:
        content |= {"heading": frame.vacancy.heading, "title": printable(frame.vacancy.plain)}
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


def summary(record: CountRecord, name: str, own: Collection[int] | None = None, language: str = ENGLISH) -> Summary:
    """The count in short, for a page that tells the result. name: of the chart's heading and words, «NAME-title».

    own: as for `votes_chart`.
    """
    found, say = outcomes(record.facts, record.question, len(record.names)), words(language, file="count_sheet")
    return Summary(
        finding=bdi(finding(record, language)),
        chart=votes_chart(record, name, own, language),
        words=bdi(chart_in_words(record, language)),
        numbers=tuple(_numbers(record, say)),
        when=tuple(_when(record, found[n - 1], n, say, whole=True) for n in record.facts.elected),
    )


def sheet_style(record: CountRecord, language: str = ENGLISH) -> str:
    """The style of a record's sheet: every sheet's, the foot of its printed pages, and the width of its chart."""
    least, most = chart_room(record)
    own = f"svg.chart {{ min-width: {least}px; max-width: {most}px; }}\n"
    chart = (resources.files("hustings.look") / "templates/chart.css").read_text("utf-8")
    foot = _foot(record, words(language, file="count_sheet"))
    return f"{chart}{common_style('reports', 'count_sheet', foot)}{own}{PRINT_CHART}"


def _content(record: CountRecord, file: str, say: Words) -> dict[str, Any]:
    language, question, facts = say.language, record.question, record.facts
    part = CountWords(record, language)
    found = outcomes(facts, question, len(record.names))
    heading, plain = _heading(record, say)
    return {
        "say": say,
        "label": part.part,
        "language": tag_of(language),
        "heading": heading,
        "title": printable(plain),
        "contest": printable(record.title),
        "about": [printable(each) for each in heading_of(record, language)],
        "digest": record_digest(record),
        "rules": question.rules,
        "record": record,
        "elected": [
            {"name": _name(record, n), "party": _party(record, n), "when": _when(record, found[n - 1], n, say)}
            for n in facts.elected
        ],
        "unfilled": facts.unfilled,
        "numbers": _numbers(record, say),
        "constraints": [_constraint(record, index, say) for index in range(len(question.constraints))],
        "guarded": [(stage.number, text) for stage in facts.stages for text in constraint_sentences(part, stage)],
        "sitting": say.listed([_name(record, n) for n in sorted(question.guarded)]),
        "without": _without(record, say),
        "finding": finding(record, language),
        "chart": votes_chart(record, language=language),
        "chart_words": chart_in_words(record, language),
        "stages": [_stage(record, stage, say) for stage in facts.stages],
        "blocks": blocks(record, found, part.part),
        "ties": [_tie(record, stage, tie, say) for stage in facts.stages for tie in stage.ties],
        "answers": answers_in_words(question.rules, language),
        "paragraphs": question.rules.text.strip(),
        "withdrawn": say.listed([_name(record, n) for n in sorted(question.withdrawn)]),
        "witnesses": _witnesses(record, say, part.part),
        "verify": f"hustings verify {file} {in_shell(printable(record.ballots.file or 'BALLOTS'))}",
        "rounded": record.figures.shown_rounded,
    }


# The result


def _name(record: CountRecord, number: int) -> str:
    return marked(printable(record.names[number - 1]))


def _party(record: CountRecord, number: int) -> str:
    return marked(printable(record.parties[number - 1])) if record.parties and record.parties[number - 1] else ""


def _heading(record: CountRecord, say: Words) -> tuple[str, str]:
    """Who is elected, as one sentence: with marked names, and plain."""
    elected = record.facts.elected
    if not elected:
        return say("sheet_result.nobody"), say("sheet_result.nobody")
    named = elected if len(elected) <= NAMED_IN_TITLE else elected[: NAMED_IN_TITLE - 1]
    others = len(elected) - len(named)
    rest = [say("sheet_result.others", n=others)] if others else []
    marked_names = say.listed([*(_name(record, n) for n in named), *rest])
    plain = say.listed([*(record.names[n - 1] for n in named), *rest])
    return (
        say("sheet_result.elected", names=marked_names, n=len(elected)),
        say("sheet_result.elected", names=plain, n=len(elected)),
    )


def _when(record: CountRecord, outcome: CandidateOutcome, number: int, say: Words, *, whole: bool = False) -> str:
    if not record.contested:
        return say("sheet_result.unopposed")
    assert outcome.stage is not None
    votes = record.facts.stages[outcome.stage - 1].votes[number - 1]
    said = CountWords(record, say.language).votes(votes)
    if whole:
        said = say("sheet_result.whole_votes", n=round(record.figures.of_votes(votes)))
    return say("sheet_result.at_stage", stage=outcome.stage, votes=said)


def _numbers(record: CountRecord, say: Words) -> list[tuple[str, str]]:
    """The figures of the ballots and of the contest, with their names; those not known are left out."""
    figures, about, facts = record.figures, record.ballots, record.facts
    first, last = facts.stages[0].quota, facts.stages[-1].quota
    told = [
        (say("number_of.places"), f"{record.question.seats:,}"),
        (say("number_of.candidates"), f"{len(record.standing) - len(record.question.further_ron):,}"),
    ]
    told += [(say("number_of.issued"), f"{about.issued:,}")] if about.issued is not None else []
    told += [(say("number_of.returned"), f"{about.returned:,}")] if about.returned is not None else []
    told += [
        (say("number_of.valid"), figures.said_papers(facts.valid)),
        (say("number_of.invalid"), figures.said_papers(record.invalid)),
    ]
    if first is not None and record.contested:
        told.append((say("number_of.quota"), figures.said(first)))
        if last is not None and last != first:
            told.append((say("number_of.quota_at_end"), figures.said(last, first)))
    return told


def _witnesses(record: CountRecord, say: Words, part: Words) -> str:
    names = [printable(name) for name in witness_names(record.witnesses, part)]
    if len(names) > 1:
        return capital(say("sheet_result.witnesses", names=say.listed(names)))
    return say("sheet_result.one_witness", name=names[0]) if names else say("sheet_result.no_witness")


# Constraints and ties


def _constraint(record: CountRecord, index: int, say: Words) -> dict[str, str]:
    constraint = record.question.constraints[index]
    held = [n for n in record.facts.elected if n in constraint.members]
    names, group = say.listed([_name(record, n) for n in held]), marked(printable(constraint.group))
    which = "constrained.at_least" if constraint.sense == "at least" else "constrained.at_most"
    return {
        "said": say(which, number=constraint.number, group=group),
        "held": say("constrained.held" if held else "constrained.none_held", number=len(held), names=names),
    }


def _without(record: CountRecord, say: Words) -> str:
    """What the result would have been without the constraints."""
    if record.without_constraints is None:
        return ""
    gained = [_name(record, n) for n in record.facts.elected if n not in record.without_constraints]
    lost = [_name(record, n) for n in record.without_constraints if n not in record.facts.elected]
    which = "constrained.without" if lost and gained else "constrained.without_lost" if lost else "constrained.same"
    number = len(record.question.constraints)
    return say(which, n=number, lost=say.listed(lost), gained=say.listed(gained))


def _tie(record: CountRecord, stage: Stage, tie: Tie, say: Words) -> dict[str, Any]:
    """A tie and how it fell; for a lot by seed also the command that draws it again, for each of the tied."""
    question = record.question
    draws = []
    if tie.by == "lot" and question.lot_seed is not None and question.rules.lot == "seed":
        for number in tie.narrowed or tie.among:
            drawn = f"{question.lot_seed}|{stage.number}|{tie.purpose}|{record.names[number - 1]}"
            digest = hashlib.sha256(drawn.encode()).hexdigest()
            command = f"printf '%s' {in_shell(drawn)} | sha256sum"
            draws.append({"command": command, "digest": digest, "chosen": number == tie.chosen})
    by = "tied.look_back_batch" if tie.step else "tied.look_back"
    return {
        "stage": stage.number,
        "purpose": say(f"tied.{tie.purpose}"),
        "among": say.listed([_name(record, n) for n in tie.among]),
        "by": say(f"tied.{tie.by}" if tie.by != "look-back" else by, stage=tie.stage, batch=tie.step),
        "chosen": _name(record, tie.chosen),
        "draws": sorted(draws, key=lambda draw: str(draw["digest"])),
    }


# Stages


def _stage(record: CountRecord, stage: Stage, say: Words) -> dict[str, Any]:
    language = say.language
    moved = flows(record, stage, language) if stage.steps else []
    by_batch = 1 < len(stage.steps) <= MOST_BATCHES
    figures = record.figures
    heading = action(record, stage, lambda text: marked(printable(text)), language)
    return {
        "number": stage.number,
        "heading": heading,
        "reason": reason(record, stage, lambda text: marked(printable(text)), language),
        "elected": say.listed([_name(record, n) for n in stage.elected]),
        "flow": flow_chart(record, stage, say("papers.flow_of", heading=heading), language) if moved else "",
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


def _foot(record: CountRecord, say: Words) -> str:
    title = printable(record.title) or record.question.rules.title
    title = f"{title[:59]}…" if len(title) > 60 else title
    return say("sheet.foot", title=title, digest=f"{record.ballots.sha256[:16]}…")
