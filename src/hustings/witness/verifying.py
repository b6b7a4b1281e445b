"""Counting a record's ballots again, to confirm every figure of the record or to name what differs."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from hustings.ballots.ballots import Ballots
from hustings.counting.state import Progress
from hustings.record.contradictions import contradictions, is_prose
from hustings.record.differences import first_difference
from hustings.record.json_reader import from_json
from hustings.record.leaves import Leaf, leaves
from hustings.record.record import PROGRAM, CountRecord, digest_for
from hustings.rules.library import rule_book
from hustings.witness.asking import check
from hustings.witness.declaring import declare
from hustings.witness.ron import as_counted

# Keys that no ballots can confirm, and what they are; those under a key belong to it.
UNKNOWABLE = {
    "organisation": "the organisation",
    "contest": "the contest's name",
    "date": "the day of the vote",
    "program": "the program that worded it",
    "witnesses": "who counted",
    "ballots.file": "the ballots file's name",
    "input.lot_seed": "whether the seed of the lot was published before",
    "input.constraints": "the constraints and the members of their groups",
    "input.groups": "the members of the groups",
    "input.ron": "who stands for re-opening nominations",
    "input.guarded": "who sat when the place was filled",
}


# Facts of the ballots that not every file states.
SOMETIMES_STATED = ("title", "issued", "returned", "spoilt")
Leaves = dict[str, Leaf]


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of verifying a record.

    claimed: the record. again: the count made again; None where these are other ballots. differences: all that speaks
    against the record, in sentences; () confirms it. unknown: the keys that the ballots cannot confirm, each with what
    it is in words. notes: what is as the record's maker asked and not as the ballots file says.
    """

    claimed: CountRecord
    again: CountRecord | None
    differences: tuple[str, ...]
    unknown: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Who made the count again."""
        return self.again.witnesses if self.again is not None else ()


def verify(
    text: str,
    name: str,
    ballots: Ballots,
    written: Callable[[CountRecord], str],
    *,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> Verified:
    """Count the ballots again under the record's own question, and compare every key of the record.

    text: of the record. name: of its file. written: writes a record as JSON text. Raises BadInput for what is no
    record; LotNeeded, Dispute and NoSecondWitness as a count does.
    """
    claimed, data = from_json(text, name), json.loads(text)
    ballots = as_counted(ballots, claimed.question)
    differences = [f"{said}." for said in contradictions(text, claimed)]
    again, found = recount(
        claimed, ballots, answered=data["input"]["rule_book"], one_witness=one_witness, progress=progress
    )
    differences += found
    if again is None:
        return Verified(claimed, None, tuple(differences), {})
    found, unknown = compare_leaves(data, claimed, again, ballots, written)
    differences += found
    return Verified(claimed, again, tuple(dict.fromkeys(differences)), unknown, tuple(_notes(claimed, ballots)))


def compare_leaves(
    data: object,
    claimed: CountRecord,
    again: CountRecord,
    ballots: Ballots,
    written: Callable[[CountRecord], str],
) -> tuple[list[str], dict[str, str]]:
    """Where a key of a record differs from the count made again, and the keys that ballots cannot confirm.

    data: the record's JSON, of which `claimed` was read.
    """
    said = dict(leaves(data))
    right = dict(leaves(json.loads(written(_as_claimed(again, claimed, ballots)))))
    return list(_keys(said, right, claimed)), _unknown(said, right, claimed, ballots)


def key_differences(said: Leaves, right: Leaves, made: str) -> Iterator[str]:
    """Where a leaf of the record is missing, or is not what it should be. made: the count, or what else is right."""
    for path in right:
        if path not in said:
            yield f"{path} is missing from the record; by {made} it is {_shown(right[path])}."
        elif said[path] != right[path] or type(said[path]) is not type(right[path]):
            yield f"{path} is {_shown(said[path])} in the record, {_shown(right[path])} in {made}."


def unknown_keys(said: Leaves, right: Leaves) -> dict[str, str]:
    """The keys of a record that this program does not write."""
    return {path: "a key that this program does not know" for path in said if path not in right}


def recount(
    claimed: CountRecord,
    ballots: Ballots,
    *,
    answered: Collection[str] | None = None,
    one_witness: bool = False,
    progress: Progress | None = None,
) -> tuple[CountRecord | None, list[str]]:
    """The count made again, and where its ballots, rule book and facts are not the record's; None for other candidates.

    answered: the questions that the record answers; None for all. Raises LotNeeded, Dispute and NoSecondWitness as a
    count does.
    """
    ballots = as_counted(ballots, claimed.question)
    if ballots.names != claimed.names:
        return None, ["The ballots are for other candidates than the record's."]
    differences = list(other_ballots(claimed, ballots))
    if claimed.question.tie_order and claimed.question.tie_order != ballots.tie_order:
        differences.append("The record's order for breaking ties is not that of the ballots file.")
    differences += _rule_book(claimed, claimed.question.rules.answers() if answered is None else answered)
    check(ballots, claimed.question)
    again = declare(ballots, claimed.question, one_witness=one_witness, progress=progress).record
    called = ("the record", "the count made again")
    if difference := first_difference(claimed.facts, again.facts, claimed.names, claimed.figures, called):
        differences.append(difference)
    return again, differences


def other_ballots(claimed: CountRecord, ballots: Ballots) -> Iterator[str]:
    """What is said where these are not the ballots of the record."""
    if digest_for(claimed, ballots) != claimed.ballots.sha256:
        ours, theirs = digest_for(claimed, ballots), claimed.ballots.sha256
        yield f"These are not the record's ballots: their digest is {ours}, the record says {theirs}."


def _rule_book(claimed: CountRecord, answered: Collection[str]) -> Iterator[str]:
    """Where the record's rule book is not the one of its name; its wording counts where this program wrote it.

    answered: the questions that the record answers; of version 1, those that rule books were asked then.
    """
    theirs, ours = claimed.question.rules, rule_book(claimed.question.rules.name)
    for answer, said in theirs.answers().items():
        if answer in answered and said != ours.answers().get(answer):
            yield f"The record's rule book says {answer} = {said}; {ours.name} says {ours.answers().get(answer)}."
    if claimed.program == PROGRAM and (theirs.text, theirs.paragraphs) != (ours.text, ours.paragraphs):
        yield f"The paragraphs of the record's rule book are not those of {ours.name}."


def _as_claimed(again: CountRecord, claimed: CountRecord, ballots: Ballots) -> CountRecord:
    """The count made again, with all that ballots cannot tell, and that this file does not tell, as claimed."""
    theirs = claimed.ballots
    about = dataclasses.replace(
        again.ballots,
        sha256=theirs.sha256,
        file=theirs.file,
        **{key: getattr(theirs, key) for key in SOMETIMES_STATED if getattr(ballots, key) in (None, "", 0)},
    )
    return dataclasses.replace(
        again,
        ballots=about,
        parties=again.parties if any(ballots.parties) else claimed.parties,
        heading=claimed.heading,
        witnesses=claimed.witnesses,
        program=claimed.program,
        version=claimed.version,
    )


def _keys(said: Leaves, right: Leaves, claimed: CountRecord) -> Iterator[str]:
    """Where a leaf of the record differs from the count made again."""
    wanted = {
        path: value
        for path, value in right.items()
        if path != "sha256"
        and not (_is_wording(path) and claimed.program != PROGRAM)
        and (path in said or claimed.version > 1)  # records of version 1 do not have all keys
    }
    yield from key_differences(said, wanted, "the count made again")


def _unknown(said: Leaves, right: Leaves, claimed: CountRecord, ballots: Ballots) -> dict[str, str]:
    """The keys of the record that ballots cannot confirm, and what each is."""
    found = {
        key: what
        for key, what in UNKNOWABLE.items()
        if any(path == key or path.startswith((f"{key}.", f"{key}[")) for path in said)
    }
    for key in SOMETIMES_STATED:
        path = key if key == "title" else f"ballots.{key}"
        if path in said and getattr(ballots, key) in (None, "", 0):
            found[path] = "not in the ballots file"
    if any(claimed.parties) and not any(ballots.parties):
        found["candidates.party"] = "not in the ballots file"
    if claimed.program != PROGRAM:
        found["action, reason, paragraphs, rule_book_text"] = f"sentences, which {PROGRAM} may word otherwise"
    return found | unknown_keys(said, right)


def _is_wording(path: str) -> bool:
    return is_prose(path) or path.startswith("input.rule_book_")


def _notes(claimed: CountRecord, ballots: Ballots) -> Iterator[str]:
    """What the record's maker has settled otherwise than the ballots file has it."""
    question = claimed.question
    if ballots.seats is not None and ballots.seats != question.seats:
        yield f"The record fills {question.seats} places; the ballots file says {ballots.seats}."
    for verb, theirs, ours in (
        ("withdrawn", question.withdrawn, frozenset(ballots.withdrawn)),
        ("undeclared write-ins", question.undeclared, frozenset(ballots.undeclared)),
    ):
        names = [[claimed.names[n - 1] for n in sorted(numbers)] for numbers in (theirs, ours)]
        if theirs != ours:
            record, file = (", ".join(each) or "nobody" for each in names)
            yield f"By the record these are {verb}: {record}; by the ballots file: {file}."


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
