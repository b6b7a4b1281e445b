"""The canonical text of ballots: its digest as published, what it covers, and that it reads back."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.ballots.ballots import OVERVOTE, Ballots
from hustings.ballots.canonical import canonical_text, first_digest
from hustings.ballots.formats.canonical import parse_canonical
from hustings.ballots.reading import read_ballots
from hustings.election.problems import BadInput
from strategies import ballots

# The ballots of docs/record.md; the text was written by hand, and its digest found with sha256sum.
PUBLISHED = """\
hustings-ballots/2
decimals 1
seats 2
withdrawn 4
undeclared
tie-order
issued -
returned 30
spoilt 1
candidate 1 "Ash"
candidate 2 "Birch \\"Bee\\" Elm"
candidate 3 "Łucja Żak"
candidate 4 "Dogwood"
1.5 1 -2 0 3
10 2
"""
CAST = Ballots.of(
    ("Ash", 'Birch "Bee" Elm', "Łucja Żak", "Dogwood"),
    [((2,), 40), ((1, -2, 0, 3), 15), ((2,), 60)],
    decimals=1,
    seats=2,
    withdrawn=(4,),
    returned=30,
    spoilt=1,
)


def test_the_published_test_value() -> None:
    page = (Path(__file__).parents[2] / "docs/record.md").read_text("utf-8")
    assert PUBLISHED in page
    (digest,) = re.findall(r"`([0-9a-f]{64})` is the digest of these ballots", page)
    assert canonical_text(CAST) == PUBLISHED
    assert hashlib.sha256(PUBLISHED.encode()).hexdigest() == digest
    assert CAST.sha256 == digest


def test_the_digest_does_not_depend_on_the_order_of_lines() -> None:
    one = Ballots.of("AB", [((1,), 2), ((2, 1), 3), ((1,), 4)])
    other = Ballots.of("AB", [((2, 1), 1), ((1,), 6), ((2, 1), 2)])
    assert one.sha256 == other.sha256


@pytest.mark.parametrize(
    "change",
    [
        {"names": ("Ash", "Birch", "Łucja Żak", "Dogwood")},
        {"decimals": 0},
        {"seats": 3},
        {"seats": None},
        {"withdrawn": ()},
        {"undeclared": (3,)},
        {"tie_order": (2, 1)},
        {"issued": 50},
        {"returned": None},
        {"spoilt": 0},
    ],
)
def test_the_digest_covers_all_that_a_count_depends_on(change: dict[str, object]) -> None:
    assert dataclasses.replace(CAST, **change).sha256 != CAST.sha256  # type: ignore[arg-type]


def test_ten_papers_are_not_one() -> None:
    """Trailing zeros of places go, those of whole numbers stay."""
    ten, one, hundred = (Ballots.of("A", {(1,): papers}.items()) for papers in (10, 1, 100))
    assert len({ten.sha256, one.sha256, hundred.sha256}) == 3
    assert canonical_text(ten).endswith("\n10 1\n")
    assert len({first_digest(ten), first_digest(one), first_digest(hundred)}) == 3


def test_the_digest_of_format_1() -> None:
    """printf '1 Ash\\n2 Birch\\n1.5 1 -2\\n10 2\\n' | sha256sum (rankings are sorted as lists of numbers)"""
    cast = Ballots.of(("Ash", "Birch"), {(2,): 100, (1, -2): 15}, decimals=1)
    assert first_digest(cast) == hashlib.sha256(b"1 Ash\n2 Birch\n1.5 1 -2\n10 2\n").hexdigest()


@given(ballots(), st.integers(0, 3), st.booleans())
def test_the_canonical_text_reads_back(cast: Ballots, decimals: int, known: bool) -> None:
    about = {"seats": 2 * known or None, "issued": 900 if known else None, "spoilt": 7 * known}
    cast = dataclasses.replace(cast, decimals=decimals, tie_order=(1,) if known else (), **about)  # type: ignore[arg-type]
    found = parse_canonical(canonical_text(cast), "x.ballots")
    assert canonical_text(found) == canonical_text(cast)
    assert dict(found) == dict(cast)
    assert (found.names, found.decimals, found.seats) == (cast.names, cast.decimals, cast.seats)


def test_an_overvote_without_names_reads_back(tmp_path: Path) -> None:
    cast = Ballots.of(("A", "B"), {(OVERVOTE, 1): 3}.items(), seats=1)
    (tmp_path / "x.ballots").write_text(canonical_text(cast))
    found = read_ballots(tmp_path / "x.ballots")
    assert dict(found) == {(OVERVOTE, 1): 3}
    assert found.sha256 == cast.sha256


@pytest.mark.parametrize(
    ("line", "wrong", "said"),
    [
        (2, "decimals x", "x:2: “decimals x” should be decimals and a number"),
        (2, "decimals 19", "x:2: 19 decimals are too many"),
        (3, "seats", "x:3: “seats” should be seats and a number"),
        (4, "withdrawn 5", "x:4: withdrawn should name candidates from 1 to 4"),
        (4, "withdrawn - 1", "x:4:"),
        (10, 'candidate 2 "Ash"', "x:10:"),
        (11, "candidate 2 Birch", "x:11:"),
        (10, f"candidate 1 {'[' * 100_000}", "x:10:"),
        (15, "0 1", "x:15: “0 1” names candidates or papers"),
        (15, "10 5", "x:15: “10 5” names candidates"),
        (15, "10 -2", "x:15:"),
        (15, "10.25 2", "x:15:"),
        (15, "2 1,2", "x:15:"),
    ],
)
def test_what_is_wrong_is_named_by_line(line: int, wrong: str, said: str) -> None:
    lines = PUBLISHED.splitlines()
    lines[line - 1] = wrong
    with pytest.raises(BadInput) as refused:
        parse_canonical("\n".join(lines) + "\n", "x")
    assert str(refused.value).startswith(said)


@given(st.text(alphabet='0123456789 -.\n"ab', max_size=60))
def test_whatever_the_text_holds_the_answer_is_ballots_or_problems(text: str) -> None:
    for whole in (text, "\n".join(PUBLISHED.splitlines()[:13]) + "\n" + text):
        try:
            parse_canonical(whole, "x")
        except BadInput:
            continue


def test_the_digest_is_the_same_however_the_papers_are_divided_into_lines(tmp_path: Path) -> None:
    """Half a paper is one line of 0.5, or two of 0.25: ballots have as few decimals as their papers need."""
    found = []
    for lines in ("0.5 1 2 0\n2 2 0", "0.25 1 2 0\n2 2 0\n0.25 1 2 0"):
        (tmp_path / "x.blt").write_text(f'2 1\n{lines}\n0\n"Ann"\n"Bob"\n"Vote"\n')
        found.append(read_ballots(tmp_path / "x.blt"))
    assert [each.decimals for each in found] == [1, 1]
    assert found[0].sha256 == found[1].sha256
