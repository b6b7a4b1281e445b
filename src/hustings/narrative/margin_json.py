"""A margin as JSON, «hustings-margin/1» (docs/schemas/margin.schema.json)."""

from __future__ import annotations

import json
from typing import Any

from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.margins.answer import Margin
from hustings.narrative.margin import margin_words
from hustings.rules.question import Question

FORMAT = "hustings-margin/1"


def margin_json(margin: Margin, ballots: Ballots, question: Question) -> str:
    """The margin of a contest, with the papers that show it and all of it in words."""
    exhibit = margin.exhibit
    written: dict[str, Any] = {
        "format": FORMAT,
        "title": ballots.title,
        "ballots": ballots.sha256,
        "rules": question.rules.name,
        "seats": question.seats,
        "valid": margin.valid,
        "elected": _names(margin.elected, margin.names),
        "papers": margin.kind,
        "candidate": None if margin.candidate is None else margin.names[margin.candidate - 1],
        "at_least": margin.at_least,
        "at_most": margin.at_most,
        "exact": margin.exact,
        "contested": not margin.certain,
        "basis": margin.basis,
        "finished": margin.finished,
        "points": margin.points,
        "trials": margin.trials,
        "misread": [
            {
                "share": each.thousandths / 1000,
                "papers": each.papers,
                "draws": each.draws,
                "other": each.other,
                "lot": each.lot,
            }
            for each in margin.misread
        ],
        "exhibit": None,
        "words": margin_words(margin),
    }
    if exhibit is not None:
        written["exhibit"] = {
            "ballots": exhibit.ballots.sha256,
            "elected": _names(exhibit.record.facts.elected, margin.names),
            "changes": [
                {
                    "papers": change.papers,
                    "before": _names(change.before, margin.names),
                    "after": _names(change.after, margin.names),
                }
                for change in exhibit.changes
            ],
            "decisions": [
                {"stage": d.stage, "for": d.purpose, "chosen": margin.names[d.chosen - 1]} for d in exhibit.decisions
            ],
        }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _names(numbers: Ranking, names: tuple[str, ...]) -> list[str]:
    return [names[abs(number) - 1] for number in numbers if number not in (0, OVERVOTE)]
