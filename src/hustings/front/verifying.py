"""Verifying: a count record or a vacancy record against the ballots it was made from."""

from __future__ import annotations

from pathlib import Path

from hustings.ballots.ballots import Ballots
from hustings.ballots.reading import read_for
from hustings.election.files import read_text
from hustings.front.asking import Progress, Where
from hustings.front.body import Body
from hustings.front.count import Count
from hustings.narrative.catalogue import ENGLISH, words
from hustings.narrative.record_files import to_json
from hustings.narrative.vacancy import body_said, vacancy_json
from hustings.narrative.witnesses import witness_names
from hustings.record.body_json import body_from_json, is_vacancy_record
from hustings.record.json_reader import from_json
from hustings.record.record import CountRecord
from hustings.witness.replaying import VerifiedBody, verify_body
from hustings.witness.vacancies import Counting
from hustings.witness.verifying import Verified
from hustings.witness.verifying import verify as verify_count


def verify(record: Body | Count | CountRecord | Where, ballots: Ballots | Where) -> list[str]:
    """Count a record's ballots again: everything that speaks against the record, in sentences; [] confirms it.

    record: a count or a body, or a file that `hustings count --json` or `hustings vacancy --json` wrote; of a body the
    election is counted and its vacancies are filled again. Raises BadInput for a file that holds no record, and as
    `count` does.

    >>> count = hustings.count("examples/ers97-model-election.blt", "ers97")
    >>> hustings.verify(count, "examples/ers97-model-election.blt")
    []
    """
    return list(verified(*_text(record), ballots).differences)


def verified(
    text: str,
    name: str,
    ballots: Ballots | Where,
    *,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Verified | VerifiedBody:
    """What comes of verifying a record. text: of its file. name: of the file. A file of ballots is read as one of the
    record's candidates."""
    of_body = is_vacancy_record(text)
    election = body_from_json(text, name).election if of_body else from_json(text, name)
    if isinstance(ballots, Ballots):
        cast = ballots
    else:
        cast = read_for(Path(ballots), election.cast_names, election.question.undeclared)
    if of_body:
        return verify_body(text, name, cast, vacancy_json, to_json, Counting(one_witness, progress))
    return verify_count(text, name, cast, to_json, one_witness=one_witness, progress=progress)


def confirmed(found: Verified | VerifiedBody, language: str = ENGLISH) -> tuple[list[str], str]:
    """Who is elected, or sits now, by a record that was confirmed; and what was confirmed, in a sentence."""
    say = words(language, file="count")
    witnesses = say.listed(witness_names(found.witnesses, say))
    people = found.claimed.sitting if isinstance(found, VerifiedBody) else found.claimed.facts.elected
    names = [found.claimed.names[number - 1] for number in people]
    if isinstance(found, VerifiedBody):
        body = body_said(found.claimed, language=language)
        return names, say("verified.confirmed_body", witnesses=witnesses, body=body)
    which = "verified.confirmed" if names else "verified.confirmed_nobody"
    return names, say(which, witnesses=witnesses, names=say.listed(names))


def _text(record: Body | Count | CountRecord | Where) -> tuple[str, str]:
    """The record as JSON text, and the name of its file. Raises BadInput for a file that cannot be read."""
    if isinstance(record, Body):
        return record.to_json(), "the body"
    if isinstance(record, Count):
        record = record.record
    if isinstance(record, CountRecord):
        return to_json(record), "the record"
    return read_text(Path(record)), str(record)
