"""Double entry: two typings of the same paper ballots, compared, and what was decided where they differ."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from hustings.ballots.double_entry import Agreement, Sheet, differences, read_sheet, same_columns
from hustings.ballots.double_entry import Difference as Difference
from hustings.ballots.double_entry import Unsettled as Unsettled
from hustings.ballots.double_entry_decisions import Settled, agree, read_settled, settled_csv
from hustings.election.problems import BadInput, Problem
from hustings.front.asking import Where


@dataclass(frozen=True)
class Reconciliation:
    """Two typings of the same ballots, compared. Nothing is written.

    first, second: what each person typed. differences: every one, in the order of the first. agreement: the ballots on
    which both agree or of which a decision says what they are. decided: what the decisions say. identical: the two
    files are byte for byte the same, so that one may be a copy and nothing was checked.
    """

    first: Sheet
    second: Sheet
    differences: tuple[Difference, ...]
    agreement: Agreement
    decided: tuple[Settled, ...]
    identical: bool

    @property
    def open(self) -> tuple[Difference, ...]:
        """The differences on which nothing is decided yet."""
        return tuple(self.agreement.open)

    def to_csv(self) -> str:
        """The ballots as a CSV file. Raises Unsettled while a difference is open."""
        if self.open:
            raise Unsettled(f"{len(self.open):,} of {len(self.differences):,} differences are not settled")
        return self.agreement.csv()

    def decisions_csv(self) -> str:
        """The decisions as a CSV file: a row for every difference, with an empty last cell where it is open."""
        return settled_csv(self.differences, self.decided)

    def __repr__(self) -> str:
        return f"<Reconciliation: {len(self.agreement.rows)} ballots, {len(self.open)} differences open>"


def reconcile(
    first: Where,
    second: Where,
    *,
    decisions: Where | None = None,
    number: str | None = None,
    ignore: Collection[str] = (),
) -> Reconciliation:
    """Compare two typings of the same paper ballots (CSV, XLSX, ODS).

    decisions: a CSV file that says what the paper has where they differ, as `decisions_csv` gives it; it need not be
    there yet. number: the column with ballot numbers, if it has an unusual name. ignore: columns that are not compared.
    Raises BadInput.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> one, other = Path(mkdtemp()) / "one.csv", Path(mkdtemp()) / "other.csv"
    >>> one.write_text("ballot,1,2\\n1,Ann,Bob\\n2,Cyd,\\n") == other.write_text("ballot,1,2\\n1,Ann,Bob\\n2,Bob,\\n")
    True
    >>> [(each.ballot, each.column, each.first, each.second) for each in hustings.reconcile(one, other).open]
    [('2', '1', 'Cyd', 'Bob')]
    """
    files, settled = (Path(first), Path(second)), Path(decisions) if decisions is not None else None
    if all(file.exists() for file in files) and files[0].samefile(files[1]):
        raise BadInput(Problem(str(second), "this is the same file as the first; double entry needs two typings"))
    one = read_sheet(files[0], number, ignore)
    other = same_columns(one, read_sheet(files[1], number, ignore))
    found = differences(one, other)
    decided = read_settled(settled) if settled is not None and settled.exists() else []
    agreement = agree(one, other, found, decided, str(decisions))
    identical = all(file.is_file() for file in files) and files[0].read_bytes() == files[1].read_bytes()
    return Reconciliation(one, other, tuple(found), agreement, tuple(decided), identical)
