"""The count record as JSON, format «hustings-count/1»: written, and read again to exactly the same record.

What can be worked out from the rest (candidates' outcomes, actions, reasons, paragraphs) is written for readers and
not read back; `contradiction` says where a file's outcomes are not those of its own stages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hustings.record.facts import Number, Stage, Step, Tie
from hustings.record.json_reader import FORMAT
from hustings.record.record import CountRecord, outcomes

PROSE = ("action", "reason", "paragraphs")


class Prose(NamedTuple):
    """What the record says of a stage in words: `narrative/` writes it."""

    action: str
    paragraphs: tuple[str, ...]
    reason: str


def json_text(record: CountRecord, prose: Callable[[Stage], Prose]) -> str:
    """The record as JSON text: one line a figure or a list of figures, so that it can be read and compared."""
    return _laid_out(_as_data(record, prose)) + "\n"


def contradiction(text: str, record: CountRecord) -> str | None:
    """The first key of the text that says otherwise than its own stages do, as a sentence; None if all agree.

    text: from which `from_json` made the record. Sentences are not compared: their wording may change.
    """
    for where, said, right in _mismatches(json.loads(text), _as_data(record, _no_prose), ""):
        return f"{where} is {json.dumps(said, ensure_ascii=False)}, but by the record's own stages it is " + (
            f"{json.dumps(right, ensure_ascii=False)}."
        )
    return None


def _mismatches(said: Any, right: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(said, dict) and isinstance(right, dict):
        for key, value in right.items():
            if key not in PROSE:
                yield from _mismatches(said.get(key), value, f"{where}.{key}" if where else key)
    elif isinstance(said, list) and isinstance(right, list) and len(said) == len(right):
        for index, (one, other) in enumerate(zip(said, right, strict=True)):
            yield from _mismatches(one, other, f"{where}[{index}]")
    elif said != right:
        yield where, said, right


def _no_prose(_stage: Stage) -> Prose:
    return Prose("", (), "")


def _as_data(record: CountRecord, prose: Callable[[Stage], Prose]) -> dict[str, Any]:
    question, about, figures, facts = record.question, record.ballots, record.figures, record.facts
    found = outcomes(facts, question, len(record.names))
    return {
        "format": FORMAT,
        **_present(title=about.title or None),
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


def _laid_out(data: Any, indent: str = "") -> str:
    """JSON in which lists of plain values, and short objects of them, take one line."""
    deeper = indent + "  "
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if not any(isinstance(value, dict | list) for value in values):
        line = json.dumps(data, ensure_ascii=False)
        if not isinstance(data, dict) or len(line) < 120:
            return line
    if isinstance(data, dict):
        lines = [f"{deeper}{json.dumps(key, ensure_ascii=False)}: {_laid_out(data[key], deeper)}" for key in data]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    return "[\n" + ",\n".join(deeper + _laid_out(item, deeper) for item in data) + f"\n{indent}]"
