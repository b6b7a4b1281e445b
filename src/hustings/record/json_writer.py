"""The count record as JSON, format «hustings-count/2»: written, and read again to exactly the same record.

What can be worked out from the rest (candidates' outcomes, actions, reasons, paragraphs) is written for readers and
not read back; `contradictions` says where a file's outcomes are not those of its own stages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from hustings.record.facts import Number, Stage, Step, Tie
from hustings.record.json_reader import FORMATS
from hustings.record.record import CountRecord, outcomes

FORMAT_OF = {version: name for name, version in FORMATS.items()}


class Prose(NamedTuple):
    """What the record says of a stage in words: `narrative/` writes it."""

    action: str
    paragraphs: tuple[str, ...]
    reason: str


def json_text(record: CountRecord, prose: Callable[[Stage], Prose]) -> str:
    """The record as JSON text: one line a figure or a list of figures, so that it can be read and compared."""
    return laid_out(record_data(record, prose)) + "\n"


def record_data(record: CountRecord, prose: Callable[[Stage], Prose]) -> dict[str, Any]:
    """The record as JSON's own types, with its digest (none in version 1)."""
    data = _as_data(record, prose)
    return data if record.version == 1 else {**data, "sha256": data_digest(data)}


def data_digest(data: dict[str, Any]) -> str:
    """The digest of a record: SHA-256 of all its keys but `sha256` itself, as JSON without spaces, keys sorted by code
    point, letters beyond ASCII as they are, in UTF-8."""
    content = {key: value for key, value in data.items() if key != "sha256"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _as_data(record: CountRecord, prose: Callable[[Stage], Prose]) -> dict[str, Any]:
    question, about, figures, facts = record.question, record.ballots, record.figures, record.facts
    found = outcomes(facts, question, len(record.names))
    return {
        "format": FORMAT_OF[record.version],
        **_present(
            organisation=record.heading.organisation or None,
            contest=record.heading.contest or None,
            date=record.heading.date or None,
            title=about.title or None,
        ),
        "rules": question.rules.name,
        "input": _input(record),
        "seats": question.seats,
        "ballots": {
            "issued": about.issued,
            "returned": about.returned,
            "valid": figures.papers(facts.valid),
            "invalid": figures.papers(record.invalid),
            **_present(spoilt=about.spoilt or None),
            "decimals": about.decimals,
            **_present(file=about.file or None),
            "sha256": about.sha256,
        },
        "candidates": [
            {
                "number": number,
                "name": name,
                **_present(party=record.parties[number - 1] if record.parties else None),
                "outcome": found[number - 1].fate,
                "stage": found[number - 1].stage,
            }
            for number, name in enumerate(record.names, 1)
        ],
        "stages": [_stage(record, stage, prose(stage)) for stage in facts.stages],
        "elected": list(facts.elected),
        "unfilled": facts.unfilled,
        **_present(reopened=None if question.ron is None else record.reopened),
        **_present(without_constraints=_listed(record.without_constraints)),
        "witnesses": list(record.witnesses),
        **_present(program=record.program or None),
    }


def _input(record: CountRecord) -> dict[str, Any]:
    question = record.question
    return {
        "rule_book": question.rules.answers(),
        "rule_book_text": question.rules.text,
        "rule_book_paragraphs": dict(question.rules.paragraphs),
        "seats": question.seats,
        "withdrawn": sorted(question.withdrawn),
        "constraints": [
            {"sense": c.sense, "number": c.number, "group": c.group, "members": sorted(c.members)}
            for c in question.constraints
        ],
        "groups": {c.group: sorted(c.members) for c in question.constraints},
        **_present(guarded=sorted(question.guarded) or None, undeclared=sorted(question.undeclared) or None),
        **_present(ron=question.ron, further_ron=_listed(question.further_ron or None)),
        "lot_seed": question.lot_seed,
        **_present(tie_order=_listed(question.tie_order or None)),
        "decisions": [{"stage": d.stage, "purpose": d.purpose, "chosen": d.chosen} for d in question.decisions],
    }


def _stage(record: CountRecord, stage: Stage, prose: Prose) -> dict[str, Any]:
    figures, question = record.figures, record.question
    constrained = bool(question.constraints or question.guarded)
    moves = question.rules.procedure == "transfers" and stage.kind in ("surplus", "exclusion")

    def votes(number: Number | None) -> str | None:
        return None if number is None else figures.votes(number)

    return {
        "number": stage.number,
        "kind": stage.kind,
        "of": list(stage.of),
        "action": prose.action,
        "paragraphs": list(prose.paragraphs),
        **_present(
            quota=votes(stage.quota),
            required=votes(stage.required),
            transfer_value=None if stage.transfer_value is None else figures.value(stage.transfer_value),
            keep=[figures.value(keep) for keep in stage.keep] or None,
            iterations=stage.iterations,
            surpluses_waiting=votes(stage.waits),
            votes_before=[figures.votes(held) for held in stage.before] or None,
        ),
        "votes": [figures.votes(held) for held in stage.votes],
        "non_transferable": figures.votes(stage.non_transferable),
        "loss_by_fraction": figures.votes(stage.loss_by_fraction),
        **_present(steps=[_step(record, step) for step in stage.steps] if moves or stage.steps else None),
        "ties": [_tie(tie) for tie in stage.ties],
        **_present(
            guarded=list(stage.guarded) if constrained or stage.guarded else None,
            doomed=list(stage.doomed) if constrained or stage.doomed else None,
        ),
        "elected": list(stage.elected),
        "excluded": list(stage.excluded),
        "reason": prose.reason,
    }


def _step(record: CountRecord, step: Step) -> dict[str, Any]:
    figures = record.figures
    return {
        "value": figures.value(step.value),
        "papers": figures.papers(step.papers),
        "votes": [figures.votes(received) for received in step.votes],
        "non_transferable": figures.votes(step.non_transferable),
        "loss_by_fraction": figures.votes(step.loss_by_fraction),
        "elected": list(step.elected),
    }


def _tie(tie: Tie) -> dict[str, Any]:
    by = tie.by if tie.by != "look-back" else f"look-back to stage {tie.stage}"
    return {
        "for": tie.purpose,
        "among": list(tie.among),
        "by": f"{by}, batch {tie.step}" if tie.step else by,
        "chosen": tie.chosen,
        **_present(narrowed=list(tie.narrowed) or None),
    }


def _present(**keys: Any) -> dict[str, Any]:
    """The keys that apply: those whose value is not None."""
    return {key: value for key, value in keys.items() if value is not None}


def _listed(numbers: tuple[int, ...] | None) -> list[int] | None:
    return None if numbers is None else list(numbers)


def laid_out(data: Any, indent: str = "") -> str:
    """JSON in which lists of plain values, and short objects of them, take one line."""
    deeper = indent + "  "
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if not any(isinstance(value, dict | list) for value in values):
        line = json.dumps(data, ensure_ascii=False)
        if not isinstance(data, dict) or len(line) < 120:
            return line
    if isinstance(data, dict):
        lines = [f"{deeper}{json.dumps(key, ensure_ascii=False)}: {laid_out(data[key], deeper)}" for key in data]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + laid_out(item, deeper) for item in data) + f"\n{indent}]"
