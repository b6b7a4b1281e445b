"""The export of a form program, as the ballots of an election folder's contests, and what a person has said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from hustings.ballots import importing
from hustings.ballots.account import Reading
from hustings.ballots.importing import NO_CONTEST
from hustings.ballots.source import Cells, Meaning, Source
from hustings.ballots.writing import ballots_text
from hustings.election.extras import extras
from hustings.election.files import read_bytes
from hustings.election.nouns import Contest, Election
from hustings.election.problems import BadInput, Problem, shown
from hustings.front.asking import Where


@dataclass(frozen=True)
class Export:
    """What a form program exported, for an election folder. Nothing is written.

    election: the folder's. questions: those of the export, each a contest; ("",) where there is one without a name.
    mapping: which contest a question is, and whose a name is, as a person has said.
    """

    election: Election
    questions: tuple[str, ...]
    mapping: importing.Mapping
    _source: Source

    @cached_property
    def contests(self) -> Mapping[str, Contest]:
        """The contest of every question that is known to be one. Raises BadInput where two are the same contest."""
        known: dict[str, Contest] = {}
        for question in self.questions:
            contest = importing.contest_of(question, list(self.questions), self.election, self.mapping)
            if contest is not None and contest in known.values():
                twice = next(other for other, each in known.items() if each == contest)
                said = f"{shown(twice)} and {shown(question)} are both said to be {contest.id}"
                raise BadInput(Problem("--contest", f"{said}; one of them should be another contest, or -"))
            if contest is not None:
                known[question] = contest
        return known

    @property
    def unknown(self) -> tuple[str, ...]:
        """The questions of which nobody has said which contest they are, or that they are none."""
        said = self.mapping.contest
        return tuple(each for each in self.questions if each not in self.contests and said(each) is None)

    @cached_property
    def strangers(self) -> Mapping[str, Mapping[str, str]]:
        """By contest, the names on papers that no candidate has, and for each the candidate who may be meant, or ""."""
        return {
            contest.id: dict(
                importing.strangers(
                    importing.read_question(self._source, question, self.mapping), self.election, contest, self.mapping
                )
            )
            for question, contest in self.contests.items()
        }

    def settled(self, contests: Mapping[str, str] | None = None, same: Mapping[str, str] | None = None) -> Export:
        """The same with more that a person says; as for `read_export`."""
        said = self.mapping
        mapping = replace(said, contests={**said.contests, **(contests or {})}, same={**said.same, **(same or {})})
        return replace(self, mapping=mapping)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """The ballots of each contest, and what they were taken for. Raises BadInput, also for unknown questions."""
        if self.unknown or not self.contests:
            raise BadInput(importing.unsaid(self.unknown or self.questions, self.election))
        return {
            contest.id: importing.read_for_contest(self._source, question, self.election, contest, self.mapping)
            for question, contest in self.contests.items()
        }

    @property
    def files(self) -> Mapping[str, Path]:
        """Where the ballots of each contest belong in the folder."""
        return {contest.id: importing.target(self.election, contest) for contest in self.contests.values()}

    def texts(self) -> Mapping[str, tuple[str, Sequence[str]]]:
        """By contest, the text of its ballots file, and what that format cannot hold. Raises BadInput."""
        return {name: ballots_text(each.ballots, self.files[name]) for name, each in self.readings.items()}

    def mapping_csv(self) -> str:
        """What was said as a file that `read_export` takes, every question with its contest or that it is none."""
        none = dict.fromkeys(self.questions, NO_CONTEST)
        known = {question: contest.id for question, contest in self.contests.items()}
        contests = {**self.mapping.contests, **none, **known}
        return importing.mapping_csv(replace(self.mapping, contests=contests))

    def __repr__(self) -> str:
        return f"<Export of {len(self.questions)} questions, {len(self.contests)} of them contests>"


def read_export(
    file: Where,
    folder: Where,
    *,
    mapping: Where | None = None,
    contests: Mapping[str, str] | None = None,
    same: Mapping[str, str] | None = None,
    words: Mapping[str, Meaning] | None = None,
    ignore: Sequence[str] = (),
    cells: Cells | None = None,
) -> Export:
    """What a form program exported (CSV, XLSX, ODS), for the contests of an election folder; nothing is written.

    mapping: a file of what was said before; the folder's import.csv unless named, if it is there. contests: question,
    and the id of its contest, or "-" for none. same: names on papers, and who is meant. words: what words stand for
    that are no candidate. ignore: columns that are no part of a vote. cells: what numbers under candidates are.
    Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> file = Path(mkdtemp()) / "export.csv"
    >>> file.write_text("Who? [1],Who? [2]\\nBryony Hawthorn,Marigold Sedge\\n", "utf-8") > 0
    True
    >>> export = hustings.read_export(file, "examples/hedgerow-league", contests={"Who?": "council"})
    >>> export.readings["council"].ballots.total
    Decimal('1')
    """
    from hustings.election.reading import read_election

    with extras():
        election = read_election(str(folder))
        kept = Path(folder) / "import.csv" if mapping is None else Path(mapping)
        before = importing.read_mapping(kept) if kept.exists() else importing.Mapping()
        said = replace(
            before,
            words={**before.words, **(words or {})},
            ignore=tuple(dict.fromkeys((*before.ignore, *ignore))),
            cells=cells or before.cells,
        )
        source = Source(str(file), read_bytes(Path(file)))
        export = Export(election, tuple(importing.questions(source, said)), said, source)
        return export.settled(contests, same)
