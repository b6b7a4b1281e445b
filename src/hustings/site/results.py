"""The results that a site publishes: count records, each counted again from the folder's ballots before it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hustings.ballots.ballots import Ballots
from hustings.ballots.canonical import canonical_text
from hustings.election.faults import Faults
from hustings.election.files import read_bytes, read_text
from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, HustingsError, Problem
from hustings.election.reading import ballots_path
from hustings.narrative.dates import plain_moment
from hustings.narrative.margin_reading import is_of, margin_read
from hustings.narrative.record_files import to_json
from hustings.record.contradictions import read_record
from hustings.record.record import CountRecord
from hustings.rules.question import Question
from hustings.witness.contest import ContestOptions, ContestToCount, contest_of
from hustings.witness.verifying import verify

TRUST = "--trust-record publishes it all the same, and the page says so"


@dataclass(frozen=True, slots=True)
class Result:
    """A record to be published. data: its file, as it is. signature: the file beside it; b"" where there is none.

    trusted: it was not counted again. ballots: the canonical text; b"" where the ballots are not published.
    margin: how close it was, as `hustings margin --json` says.
    """

    record: CountRecord
    data: bytes
    signature: bytes = b""
    trusted: bool = False
    ballots: bytes = b""
    margin: Mapping[str, Any] = field(default_factory=dict)


def read_results(
    election: Election,
    paths: Iterable[Path],
    now: datetime | None,
    *,
    trust: bool = False,
    ballots: bool = False,
    margins: Iterable[Path] = (),
) -> dict[str, Result]:
    """The results by contest; none is published while people still vote.

    trust: records are not counted again. ballots: the ballots are published too. margins: files of margins, each
    of one of the records. Raises BadInput with all that is wrong, and whatever ends a count without a result.
    """
    found, faults = dict[str, Result](), Faults()
    closes = election.timetable.voting_closes
    if (paths := tuple(paths)) and closes and now and now < closes.at:
        said = f"voting closes on {plain_moment(closes)}; a result is published after that (--as-of)"
        raise BadInput(Problem("--record", said))
    for path in paths:
        if (result := faults.of(lambda path=path: _result(election, path, trust, ballots))) is not None:  # type: ignore[misc]
            found[path.stem] = result
    for path in margins:
        faults.of(lambda path=path: _add_margin(found, path))  # type: ignore[misc]
    faults.stop()
    return found


def _add_margin(results: dict[str, Result], path: Path) -> None:
    """Put a margin beside the result that it is of."""
    keys = margin_read(read_text(path), str(path))
    of = [contest for contest, result in results.items() if is_of(keys, result.record)]
    if not of:
        said = "it is of other ballots, rules or results than the records that are published (--record)"
        raise BadInput(Problem(str(path), said))
    for contest in of:
        results[contest] = replace(results[contest], margin=keys)


def _result(election: Election, path: Path, trust: bool, publish_ballots: bool) -> Result:
    ids = [each.id for each in election.contests]
    if path.stem not in ids:
        said = f"a record's file is called after its contest, as in {ids[0]}.json; there are {', '.join(ids)}"
        raise BadInput(Problem(str(path), said))
    text = read_text(path)
    record = read_record(text, str(path))
    post = election.contest(path.stem)
    there = ballots_path(election, post).exists()
    if not there and (publish_ballots or not trust):
        wanted = ballots_path(election, post)
        said = f"the ballots of this record are not there ({wanted}), so it cannot be counted again; {TRUST}"
        raise BadInput(Problem("--ballots" if trust else str(path), said))
    asked = _asked(election, post, record) if there else None
    if asked is not None and not trust:
        _count_again(text, str(path), record, asked)
    cast = asked.ballots if asked is not None and publish_ballots else None
    if cast is not None and trust:
        _check_digest(record, cast, str(path))
    signature = path.with_name(f"{path.name}.sig")
    return Result(
        record,
        read_bytes(path),
        read_bytes(signature) if signature.is_file() else b"",
        trust,
        canonical_text(cast).encode() if cast is not None else b"",
    )


def _asked(election: Election, post: Contest, record: CountRecord) -> ContestToCount:
    """The contest as the folder has it; what the folder leaves open, as the record has it."""
    rules = None if post.rules else record.question.rules.name
    return contest_of(election.folder, post.id, ContestOptions(rules, post.seats, lot_seed=record.question.lot_seed))


def _count_again(text: str, name: str, record: CountRecord, asked: ContestToCount) -> None:
    """Raises BadInput where the record answers another question than the folder's, or is not what the ballots give."""
    wrong = list(_other_question(record, asked.question))
    if not wrong:
        try:
            wrong = list(verify(text, name, asked.ballots, to_json).differences)
        except BadInput:
            raise
        except HustingsError as stopped:
            stopped.args = (f"{name}: {stopped}; {TRUST}",)
            raise
    if wrong:
        raise BadInput([*(Problem(name, said.rstrip(".")) for said in wrong), Problem(name, f"it is refused; {TRUST}")])


def _check_digest(record: CountRecord, cast: Ballots, name: str) -> None:
    from hustings.record.record import digest_for

    if digest_for(record, cast) != record.ballots.sha256:
        raise BadInput(Problem(name, "the folder's ballots are not the record's; their digests differ"))


def _other_question(record: CountRecord, asked: Question) -> Iterator[str]:
    """Where the record was counted under other terms than the folder's."""
    said = record.question
    if said.rules.name != asked.rules.name:
        yield f"it is counted under {said.rules.name}; election.toml says {asked.rules.name}"
    if said.seats != asked.seats:
        yield f"it fills {said.seats} places; election.toml says {asked.seats}"
    if set(said.constraints) != set(asked.constraints):
        theirs, ours = (", ".join(map(str, each.constraints)) or "no constraints" for each in (said, asked))
        yield f"it has {theirs}; the folder has {ours}, or other members of the groups"
    for word, theirs_of, ours_of in (
        ("has withdrawn", said.withdrawn, asked.withdrawn),
        ("may not be excluded", said.guarded, asked.guarded),
    ):
        if theirs_of != ours_of:
            names = [", ".join(record.names[n - 1] for n in sorted(each)) or "nobody" for each in (theirs_of, ours_of)]
            yield f"by the record {word}: {names[0]}; by the folder: {names[1]}"
