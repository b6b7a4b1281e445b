"""The files of a count record, with what they say of each stage in words."""

from __future__ import annotations

from functools import partial

from hustings.narrative.count import action, paragraphs, reason
from hustings.record.csv_table import csv_table
from hustings.record.facts import Stage
from hustings.record.json_writer import Prose, data_digest, json_text, record_data
from hustings.record.record import CountRecord


def to_json(record: CountRecord) -> str:
    """The record as JSON text, format «hustings-count/2»."""
    return json_text(record, partial(_prose, record))


def record_digest(record: CountRecord) -> str:
    """The digest of the record as JSON: its key `sha256`. The record's other files carry it."""
    return data_digest(record_data(record, partial(_prose, record)))


def record_csv(record: CountRecord) -> str:
    """Votes of every candidate at every stage, in long format, as CSV with formula-safe cells."""
    return csv_table(record, lambda stage: action(record, stage), record_digest(record))


def _prose(record: CountRecord, stage: Stage) -> Prose:
    return Prose(action(record, stage), tuple(paragraphs(record, stage)), reason(record, stage))
