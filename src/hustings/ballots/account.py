"""A reading: the ballots of a file, with an account of what everything in the file was taken for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from hustings.ballots.ballots import Ballots
from hustings.election.problems import shown


@dataclass(frozen=True, slots=True)
class Part:
    """What one column, line, word or name of the file was taken for.

    text: as the file has it. taken_for: "candidate", "preference 2", "number of papers", "ignored", "overvoted"…, or
    the candidate's name. why: in words, where it is not plain. line: counted from 1; None where it stands on many.
    times: how often it stands there.
    """

    kind: Literal["column", "line", "word", "name"]
    text: str
    taken_for: str
    why: str = ""
    line: int | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Total:
    """A total that the file states, and that its papers were found to have. of: in words, as in "voters"."""

    of: str
    number: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds and how that is known.

    file: its name. format: of the registry, with the layout where there are several. candidates_from: where the
    candidates' names come from, in words. parts: what each column, line and word was taken for. totals: those that the
    file states, checked. warnings: what a person should look at, each a sentence without its full stop.
    """

    file: str
    format: str
    ballots: Ballots
    candidates_from: str = "its list of names"
    parts: tuple[Part, ...] = ()
    totals: tuple[Total, ...] = ()
    warnings: tuple[str, ...] = ()


def account_json(reading: Reading) -> str:
    """The reading as JSON: everything but the papers, of which it has the number and the digest."""
    import json

    ballots = reading.ballots
    return json.dumps(
        {
            "format": "hustings-reading/1",
            "file": reading.file,
            "read_as": reading.format,
            "title": ballots.title,
            "seats": ballots.seats,
            "candidates": [
                {"number": number, "name": name, "party": party}
                for number, (name, party) in enumerate(
                    zip(ballots.names, ballots.parties or ("",) * len(ballots.names), strict=True), 1
                )
            ],
            "candidates_from": reading.candidates_from,
            "withdrawn": list(ballots.withdrawn),
            "undeclared": list(ballots.undeclared),
            "papers": f"{ballots.total:f}",
            "sha256": ballots.sha256,
            "parts": [asdict(part) for part in reading.parts],
            "totals": [asdict(total) for total in reading.totals],
            "not_kept": list(ballots.lost),
            "warnings": list(reading.warnings),
        },
        indent=1,
        ensure_ascii=False,
    )


def account_lines(reading: Reading) -> Iterator[str]:
    """The reading in words, a sentence a line: first what was found, then whatever was not plain."""
    ballots = reading.ballots
    people = counted(len(ballots.names), "candidate")
    papers = "1 paper" if ballots.total == 1 else f"{ballots.total:,f} papers"
    yield f"Read {reading.file} as {reading.format}: {people} (from {reading.candidates_from}), {papers}."
    if ignored := "; ".join(_ignored(reading.parts)):
        yield f"Ignored: {ignored}."
    for part in reading.parts:
        if part.kind == "word":
            yield f"Understood: {shown(part.text)} as {part.taken_for}, in {counted(part.times, 'cell')}."
        elif part.kind == "name" and part.taken_for == "candidate":
            yield f"{part.text}: 0 votes, since {part.why}."
        elif part.kind == "name":
            why = f" ({part.why})" if part.why else ""
            yield f"Understood: {shown(part.text)} as the candidate {part.taken_for}{why}."
    if reading.totals:
        yield f"Checked: {', '.join(f'{total.number} {total.of}' for total in reading.totals)}, as the file states."
    if ballots.lost:
        yield f"Not kept: {'; '.join(ballots.lost)}."
    for warning in reading.warnings:
        yield f"Warning: {warning}."


def counted(number: int, one: str) -> str:
    """«1 candidate», «2,000 candidates»."""
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def _ignored(parts: tuple[Part, ...]) -> Iterator[str]:
    """What was ignored, by why it was."""
    together: dict[tuple[str, str], dict[str, None]] = {}
    for part in parts:
        if part.taken_for == "ignored":
            place = shown(part.text) if part.kind == "column" else f"{part.line} {shown(part.text)}".removesuffix(" “”")
            together.setdefault((part.kind, part.why), {})[place] = None
    for (kind, why), places in together.items():
        yield f"{kind if len(places) == 1 else kind + 's'} {', '.join(places)} ({why})"
