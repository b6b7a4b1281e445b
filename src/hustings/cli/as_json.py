"""What commands write with --json where no room below has a writer for it: one function for each format.

Each format has a JSON Schema in docs/schemas, which the tests hold to what is written. Keys are a contract: a version
may add some, and none is renamed.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.ballots.account import Reading
    from hustings.ballots.ballots import Ballots
    from hustings.ballots.double_entry import Agreement, Difference
    from hustings.election.problems import Problem
    from hustings.many.counted_file import CountedFile
    from hustings.margins.answer import Margin
    from hustings.places.areas import Routing
    from hustings.places.build import Built
    from hustings.places.finder import Answer
    from hustings.rules.book import Rules
    from hustings.rules.lot import LotNeeded
    from hustings.site.publishing import Published
    from hustings.witness.comparing import Compared
    from hustings.witness.replaying import VerifiedBody
    from hustings.witness.verifying import Verified


def written(kind: str, **keys: object) -> str:
    """JSON text of the format «hustings-KIND/1» with these keys."""
    return json.dumps({"format": f"hustings-{kind}/1", **keys}, ensure_ascii=False, indent=1) + "\n"


def rule_books(books: Iterable[Rules]) -> str:
    """The list of rule books."""
    return written("rule-books", rule_books=[{"name": b.name, "title": b.title, "source": b.source} for b in books])


def rule_book(book: Rules) -> str:
    """One rule book: every answer as a count record has it, its paragraphs, and the answers in words."""
    from hustings.narrative.rule_book import answers_in_words

    return written(
        "rule-book",
        rule_book=book.answers(),
        text=book.text.strip(),
        paragraphs=dict(book.paragraphs),
        questions=[{"question": question, "answer": answer} for question, answer in answers_in_words(book)],
    )


def comparison(ballots: Ballots, results: Iterable[Compared], margins: Mapping[str, Margin]) -> str:
    """Who is elected under each rule book, in order of election, or why there is no result; how close it was."""
    names = ballots.names
    return written(
        "comparison",
        title=ballots.title,
        candidates=list(names),
        results=[
            {
                "rules": each.rules.name,
                "title": each.rules.title,
                "elected": each.record and [names[number - 1] for number in each.record.facts.elected],
                "unfilled": each.record and each.record.facts.unfilled,
                "witnesses": each.record and list(each.record.witnesses),
                "refused": each.why_none or None,
                "margin": _closeness(margins.get(each.rules.name)),
            }
            for each in results
        ],
    )


def _closeness(margin: Margin | None) -> dict[str, object] | None:
    """How close a count was, in short."""
    from hustings.narrative.margin import size

    if margin is None:
        return None
    keys = ("at_least", "at_most", "exact", "valid", "basis")
    return {**{key: getattr(margin, key) for key in keys}, "words": size(margin)}


def batch(rows: Iterable[CountedFile]) -> str:
    """Many files under several rule books: a row for each pair."""
    from hustings.many.tables import row_of

    return written("count-many", rows=[row_of(row) for row in rows])


def verification(
    record: Path,
    ballots: Path,
    elected: Sequence[str],
    found: Verified | VerifiedBody,
    unsigned: str | None,
    key: str | None,
) -> str:
    """Whether a count record or a vacancy record is confirmed.

    elected: the names of those elected, or of those who sit now. unsigned: why its signature is not the key's. key:
    whose was asked for.
    """
    differences = [*([unsigned] if unsigned else []), *found.differences]
    return written(
        "verification",
        record=str(record),
        ballots=str(ballots),
        confirmed=bool(found.witnesses) and not differences,
        elected=list(elected),
        witnesses=list(found.witnesses),
        differences=differences,
        not_checked=found.unknown,
        notes=list(found.notes),
        signed_by=None if unsigned else key,
    )


def conversion(reading: Reading, target: Path, lost: Iterable[str]) -> str:
    """What a ballots file was taken for, and what its new format cannot hold."""
    from hustings.ballots.account import account_json

    return written("conversion", read=json.loads(account_json(reading)), written=str(target), lost=list(lost))


def tie(needed: LotNeeded) -> str:
    """A tie that stops a count: who is tied with how many votes, and for what, as a decision names it."""
    tied = [
        {"number": number, "name": needed.names[number - 1], "votes": votes}
        for number, votes in zip(needed.among, needed.votes, strict=True)
    ]
    return written("tie", stage=needed.stage, **{"for": needed.purpose}, among=tied)


def office_checked(folder: Path, faults: Sequence[str], head: str) -> str:
    """What was altered in an office behind its back; head: the digest of its last act."""
    return written("office-check", folder=str(folder), sound=not faults, faults=list(faults), head=head)


def imported(
    export: Path, folder: Path, mapping: Path, contests: Iterable[tuple[str, Path, Reading, Iterable[str]]]
) -> str:
    """The ballots files that an export gave. contests: of each its id, the file, the reading and what was lost."""
    from hustings.ballots.account import account_json

    return written(
        "import",
        export=str(export),
        folder=str(folder),
        mapping=str(mapping),
        contests=[
            {"contest": name, "written": str(path), "lost": list(lost), "read": json.loads(account_json(reading))}
            for name, path, reading, lost in contests
        ],
    )


def checked(folder: Path, summary: str | None, problems: Iterable[Problem]) -> str:
    """What an election folder holds, or everything that is wrong with it."""
    return written(
        "check",
        folder=str(folder),
        sound=summary is not None,
        summary=summary,
        problems=[
            {"file": each.source, "line": each.line, "value": each.value or None, "message": each.message}
            for each in problems
        ],
    )


def template(folder: Path, files: Iterable[str]) -> str:
    """The files of a new election folder."""
    return written("new", folder=str(folder), files=list(files))


def simulation(
    folder: Path, contest: str, slate: str, plan: Path | None, seed: int, papers: int, files: Collection[Path]
) -> str:
    """The elections that were drawn."""
    return written(
        "simulation",
        folder=str(folder),
        contest=contest,
        slate=slate,
        plan=None if plan is None else str(plan),
        seed=seed,
        papers=papers,
        files=[str(file) for file in files],
    )


def index(path: Path, terminated: Path, built: Built) -> str:
    """What a postcode index holds. Sizes are in bytes."""
    return written("postcode-index", index=str(path), terminated_index=str(terminated), **dataclasses.asdict(built))


def postcode(answer: Answer, routing: Routing | None) -> str:
    """What a postcode is, and the area of the folder that it leads to."""
    return written(
        "postcode",
        state="boundary" if routing and routing.outcome == "boundary" else answer.state,
        postcode=answer.postcode or None,
        constituency=answer.constituency or None,
        region=answer.region or None,
        area=routing.area if routing else None,
        areas=list(routing.choices) if routing else [],
        near=[place.constituency for place in answer.near],
        repaired=answer.repaired,
        candidates=list(answer.candidates),
        regions=dict(answer.regions),
    )


def publication(out: Path, done: Published) -> str:
    """The site that was published."""
    return written(
        "publication", out=str(out), release=done.release.name, files=done.files, base_address_known=done.addressed
    )


def reconciliation(
    files: Sequence[Path], agreement: Agreement, decisions: Path | None, agreed: Path | None, *, identical: bool
) -> str:
    """Two typings compared: how many ballots agree, and every difference that is not settled."""
    return written(
        "reconciliation",
        files=[str(file) for file in files],
        identical=identical,
        decisions=None if decisions is None else str(decisions),
        settled=agreement.settled,
        open=[_difference(each) for each in agreement.open],
        agreed=None if agreement.open else len(agreement.rows),
        written=None if agreement.open or agreed is None else str(agreed),
    )


def _difference(difference: Difference) -> Mapping[str, object]:
    return {
        "ballot": difference.ballot,
        "column": difference.column or None,
        "typed": [difference.first, difference.second],
        "lines": list(difference.lines),
    }
