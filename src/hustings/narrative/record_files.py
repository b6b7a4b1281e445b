"""The files of a count record, with what they say of each stage in words."""

from __future__ import annotations

from hustings.narrative.count import action, paragraphs, reason
from hustings.record.csv_table import csv_table
from hustings.record.json_writer import Prose, json_text
from hustings.record.record import CountRecord


def to_json(record: CountRecord) -> str:
    """The record as JSON text, format «hustings-count/2»."""
    return json_text(
        record, lambda stage: Prose(action(record, stage), tuple(paragraphs(record, stage)), reason(record, stage))
    )


def record_csv(record: CountRecord) -> str:
    """Votes of every candidate at every stage, in long format, as CSV with formula-safe cells."""
    return csv_table(record, lambda stage: action(record, stage))
