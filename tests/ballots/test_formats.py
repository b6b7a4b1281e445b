"""Ballots files: every dialect says the same, what is written can be read again, and every fault has its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hustings.ballots.ballots import OVERVOTE, Ballots, Ranking
from hustings.ballots.canonical import first_digest
from hustings.ballots.formats import blt
from hustings.ballots.formats.blt import blt_text, read_blt
from hustings.ballots.reading import read, read_ballots
from hustings.ballots.source import Options, Source
from hustings.ballots.writing import write_ballots
from hustings.election.problems import BadInput
from strategies import ballots as small_ballots


def parse_blt(data: bytes, name: str) -> Ballots:
    return read_blt(Source(name, data)).ballots


def rankings(ballots: Ballots) -> dict[Ranking, int]:
    return dict(ballots)


def repeated(ballots: Ballots) -> bool:
    """Whether a paper names a candidate at two preferences."""
    named = [[abs(token) for token in ranking if token] for ranking, _ in ballots]
    return any(len(set(ranking)) < len(ranking) for ranking in named)


CAST = {(1, 2): 3, (2,): 2, (3, 1): 4}
PLAIN = '3 2\n3 1 2 0\n2 2 0\n4 3 1 0\n0\n"Ash Rowan"\n"Birch"\n"Cedar"\n"A small contest"\n'
DIALECTS = {
    "plain": PLAIN,
    "byte order mark": "\ufeff" + PLAIN,
    "Windows line ends": PLAIN.replace("\n", "\r\n"),
    "no final newline": PLAIN.rstrip("\n"),
    "unquoted names": PLAIN.replace('"', ""),
    "names on one line": PLAIN.replace('"\n"', '" "'),
    "commas": "3,2\n3,1,2,0\n2,2,0\n4,3,1,0\n0\n" + PLAIN.split("\n0\n")[1],
    "comments": "# by hand\n"
    + PLAIN.replace("2 2 0", "2 2 0 # two for Birch").replace("0\n0\n", "0\n\n# the end\n0\n"),
    "ballot identities": PLAIN.replace("3 1 2 0", "(a1) 3 1 2 0"),
    "decimal weights of whole papers": PLAIN.replace("3 1 2 0", "3.0 1 2 0"),
    "one line twice": PLAIN.replace("3 1 2 0", "1 1 2 0\n2 1 2 0"),
    "nicknames": PLAIN.replace("3 2\n", "3 2\n[nick a b c]\n")
    .replace("3 1 2 0", "3 a b 0")
    .replace("4 3 1 0", "4 c 1 0"),
    "spaces and tabs": PLAIN.replace("3 1 2 0", "  3\t1   2 0 "),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_of_blt_says_the_same(dialect: str, tmp_path: Path) -> None:
    file = tmp_path / "contest.blt"
    file.write_bytes(DIALECTS[dialect].encode())
    found = read_ballots(file)
    assert rankings(found) == CAST
    assert (found.names, found.seats, found.title) == (("Ash Rowan", "Birch", "Cedar"), 2, "A small contest")


def test_latin_1_and_a_missing_title() -> None:
    found = parse_blt('2 1\n1 1 0\n0\n"Siân Môn"\n"Zoë"\n'.encode("latin-1"), "x.blt")
    assert (found.names, found.title) == (("Siân Môn", "Zoë"), "")


def test_parties_in_brackets_and_before_quoted_names() -> None:
    after = parse_blt(b"3 1\n1 1 0\n0\nKevin LANG (LD)\nAsh\nJo Birch (Ind)\nWard 1\n", "x.blt")
    assert (after.names, after.parties) == (("Kevin LANG", "Ash", "Jo Birch"), ("LD", "", "Ind"))
    before = parse_blt(b'1 1\n1 1 0\n0\n"Lab ""Neil COONEY"" "\nWard 13\n', "x.blt")
    assert (before.names, before.parties) == (("Neil COONEY",), ("Lab",))
    close = parse_blt(b"1 1\n1 1 0\n0\nPearl Barbara PAUL(SNP)\nSpeyside\n", "x.blt")
    assert (close.names, close.parties) == (("Pearl Barbara PAUL",), ("SNP",))


def test_brackets_that_only_some_candidates_have_belong_to_the_name() -> None:
    found = parse_blt(b"3 1\n1 1 0\n0\nAnn Ash\nBen Birch\nRON (Re-open nominations)\nChair\n", "x.blt")
    assert (found.names, found.parties) == (("Ann Ash", "Ben Birch", "RON (Re-open nominations)"), ())


def test_a_party_that_tells_two_of_one_name_apart_stays_in_the_name() -> None:
    assert parse_blt(b"2 1\n1 1 0\n0\nJ Smith (A)\nJ Smith (B)\n", "x.blt").names == ("J Smith (A)", "J Smith (B)")


def test_withdrawals_tie_order_equal_and_skipped_preferences_and_weights() -> None:
    text = "4 2\n-3\n[withdrawn 4]\n[tie 2 1 4 3]\n2.5 1 2=3 0\n0.25 - 4 0\n1 0\n0\nA\nB\nC\nD\n"
    found = parse_blt(text.encode(), "x.blt")
    assert rankings(found) == {(1, 2, -3): 250, (0, 4): 25, (): 100}
    assert (found.decimals, found.withdrawn, found.tie_order) == (2, (3, 4), (2, 1, 4, 3))
    assert str(found.total) == "3.75"


@given(small_ballots())
def test_a_blt_file_reads_back_as_it_was_written(cast: Ballots) -> None:
    found = parse_blt(blt_text(cast)[0].encode(), "x.blt")
    assert rankings(found) == rankings(cast)
    assert found.names == cast.names
    assert first_digest(found) == first_digest(cast), "names and rankings"


@given(small_ballots(plain=True))
def test_plain_papers_read_at_once_are_the_same_read_one_by_one(cast: Ballots) -> None:
    text = blt_text(cast)[0]
    slow = text.replace("\n0\n", "\n# slowly\n0\n", 1)
    assert rankings(parse_blt(text.encode(), "x.blt")) == rankings(parse_blt(slow.encode(), "x.blt"))


@given(small_ballots(plain=True), st.booleans())
def test_nicknames_read_at_once_are_the_same_read_one_by_one(cast: Ballots, last_by_number: bool) -> None:
    """Each candidate by a nickname of letters, or the last by its number, which BLT allows beside them."""
    nicknames = [f"{'abcdefghij'[n // 10]}{'klmnopqrst'[n % 10]}" for n in range(len(cast.names))]
    head, *rest = blt_text(cast)[0].split("\n")
    end = rest.index("0")
    called = {str(n): name for n, name in enumerate(nicknames, 1) if not (last_by_number and n == len(nicknames))}
    papers = [
        " ".join([first, *(called.get(word, word) for word in words), last])
        for first, *words, last in (line.split(" ") for line in rest[:end])
    ]
    text = "\n".join([head, f"[nick {' '.join(nicknames)}]", *papers, *rest[end:]])
    slow = text.replace("\n0\n", "\n# slowly\n0\n", 1)
    found = parse_blt(text.encode(), "x.blt")
    assert rankings(found) == rankings(parse_blt(slow.encode(), "x.blt")) == rankings(cast)


@pytest.mark.parametrize("candidates", [9, 99, 100])
def test_plain_papers_name_candidates_up_to_the_last(candidates: int) -> None:
    """9, 99, 100: numbers of one digit, of two, and too many for a byte each are read in three ways."""
    head, end = f"{candidates} 2\n2 1 {candidates} 0\n", "0\n" + "".join(f'"C{n}"\n' for n in range(candidates))
    assert rankings(parse_blt((head + end).encode(), "x.blt")) == {(1, candidates): 2}
    with pytest.raises(BadInput, match=rf"x.blt:3: .*\b{candidates + 1}\b"):
        parse_blt(f"{head}1 {candidates + 1} 0\n{end}".encode(), "x.blt")


@given(st.text(alphabet='0123456789 -=.\n"abé,#()[]', max_size=80))
def test_whatever_the_file_holds_the_answer_is_ballots_or_problems(text: str) -> None:
    for data in (text.encode(), b"3 2\n1 1 0\n" + text.encode() + b"\n0\nA\nB\nC\n"):
        try:
            found = parse_blt(data, "x.blt")
        except BadInput:
            continue
        assert len(found.names) >= 1


@pytest.mark.parametrize("suffix", ["csv", "toi"])
@given(cast=small_ballots())
def test_what_csv_and_preflib_hold_reads_back_as_it_was_written(
    suffix: str, cast: Ballots, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("formats") / f"contest.{suffix}"
    if suffix == "toi" and (repeated(cast) or OVERVOTE in cast.tokens):
        with pytest.raises(BadInput, match="a candidate twice, which PrefLib cannot hold"):
            write_ballots(cast, file)
        return
    lost = write_ballots(cast, file)
    found = read_ballots(file)
    assert found.names == cast.names
    assert found.total == cast.total
    if not any("skipped" in words or "left out" in words for words in lost):
        assert rankings(found) == rankings(cast)


def test_converting_says_what_is_lost(tmp_path: Path) -> None:
    source = parse_blt(b"2 1\n-2\n(7) 2 1 - 2 0\n0\nAsh (X)\nBirch\nWard 1\n", "x.blt")
    assert write_ballots(source, tmp_path / "a.csv") == ["the identities of ballots"]
    assert read_ballots(tmp_path / "a.csv").names == ("Ash (X)", "Birch")
    lost = write_ballots(source, tmp_path / "a.toi")
    assert "which preferences were left out (the others close up)" in lost
    (tmp_path / "c.csv").write_text("Ash,Birch\n1,2\n")
    assert write_ballots(read_ballots(tmp_path / "c.csv"), tmp_path / "b.blt") == [
        "that the number of places is not known: BLT must name one, and 1 is written"
    ]


@pytest.mark.parametrize(
    ("papers", "suffix", "said"),
    [
        ({(1, -2): 1}, "soi", "write .toi"),
        ({(1,): 1}, "soc", "write .soi"),
        ({(1, -2): 1, (1,): 1}, "toc", "write .toi"),
        ({(1,): 1}, "xyz", "is not a format that can be written"),
    ],
)
def test_what_a_format_cannot_hold_is_refused(
    papers: dict[Ranking, int], suffix: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=said):
        write_ballots(Ballots.of(["Ash", "Birch", "Cedar"], papers), tmp_path / f"x.{suffix}")
    assert list(tmp_path.iterdir()) == []


PREFLIB = """# FILE NAME: small.toc
# TITLE: A small contest
# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Ash
# ALTERNATIVE NAME 2: Birch
# ALTERNATIVE NAME 3: Cedar
3: 1,{2,3}
2: 2,1,3
"""
OLDER = "3\n1,Ash\n2,Birch\n3,Cedar\n5,5,2\n3,1,{2,3}\n2,2,1,3\n"


@pytest.mark.parametrize(("text", "title"), [(PREFLIB, "A small contest"), (OLDER, "")])
def test_both_headers_of_preflib(text: str, title: str, tmp_path: Path) -> None:
    (tmp_path / "small.toc").write_text(text)
    found = read_ballots(tmp_path / "small.toc")
    assert rankings(found) == {(1, 2, -3): 3, (2, 1, 3): 2}
    assert (found.names, found.title) == (("Ash", "Birch", "Cedar"), title)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_with_a_column_a_candidate(separator: str, tmp_path: Path) -> None:
    rows = ["Ash,Birch (X),Cedar (Y),weight", "1,,2,5", "2,1,2,2.5", "1,3,,1"]
    (tmp_path / "p.csv").write_text("\n".join(rows).replace(",", separator))
    found = read(tmp_path / "p.csv", Options(cells="ranks")).ballots
    assert rankings(found) == {(1, 3): 50, (2, 1, -3): 25, (1, 0, 2): 10}
    assert (found.names, found.parties, found.decimals) == (("Ash", "Birch", "Cedar"), ("", "X", "Y"), 1)


def test_csv_with_a_column_a_preference(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("1st choice,2nd choice,3rd choice\nBirch,Ash,\nBirch,,Cedar\n,,\n")
    found = read_ballots(tmp_path / "p.csv")
    assert found.names == ("Birch", "Ash", "Cedar")
    assert rankings(found) == {(1, 2): 1, (1, 0, 3): 1, (): 1}


def test_a_name_that_looks_like_a_formula_is_kept_harmless_in_csv(tmp_path: Path) -> None:
    cast = Ballots.of(['=HYPERLINK("x")', "-Birch"], {(1, 2): 3}.items())
    write_ballots(cast, tmp_path / "p.csv")
    assert "'=HYPERLINK" in (tmp_path / "p.csv").read_text()
    assert read_ballots(tmp_path / "p.csv").names == cast.names


ABIF = """# by hand
{"title": "A small contest"}
=ash:[Ash Rowan]
3:ash>birch=cedar
2:birch/9,ash/4,cedar/4
1:[Dog Wood]
"""


def test_abif(tmp_path: Path) -> None:
    (tmp_path / "p.abif").write_text(ABIF)
    found = read_ballots(tmp_path / "p.abif")
    assert found.names == ("Ash Rowan", "birch", "cedar", "Dog Wood")
    assert rankings(found) == {(1, 2, -3): 3, (2, 1, -3): 2, (4,): 1}
    assert found.title == "A small contest"
    assert "scores" in found.lost[0]


@pytest.mark.parametrize(
    ("name", "text"), [("x", PREFLIB), ("x.txt", PLAIN), ("x.dat", ABIF), ("x.out", "Ash,Birch\n1,2\n")]
)
def test_a_file_without_a_known_extension_is_read_by_what_it_holds(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert len(read_ballots(tmp_path / name)) >= 1


BAD = {
    "x.toc": [
        ("", "empty", None),
        ("# TITLE: x\n1: 1\n", "no candidate is named", 1),
        (PREFLIB + "0: 1\n", "should be a whole number above 0", 9),
        (PREFLIB + "2: 1,4\n", "“4” is not a candidate", 9),
        (PREFLIB + "2: {1,1}\n", "named twice", 9),
        (PREFLIB + "2: 1,,2\n", "is no order", 9),
        ("3\n1,Ash\n2,Birch\n", "the file ends before", 3),
    ],
    "x.csv": [
        ("", "empty", None),
        ("Ash,Ash\n1,2\n", "two columns are called", 1),
        ("Ash,Birch\n1,x\n", "column “Birch” holds “x”, which is not a rank from 1", 2),
        ("Ash,Birch\n1,2,3\n", "column 3 has no header and holds “3”", 2),
        ("Ash,papers\n1,-2\n", "should be above 0", 2),
        ("choice 1,choice 3\nAsh,Birch\n", "preferences from 1 to 2", 1),
    ],
    "x.abif": [
        ("", "the file is empty", None),
        ("hello\n", "is not a line of an ABIF file", 1),
        ("2:ash,birch\n", "need scores", 1),
        ("2:ash=ash\n", "named twice", 1),
    ],
}


@pytest.mark.parametrize(("name", "text", "said", "line"), [(n, *case) for n, cases in BAD.items() for case in cases])
def test_every_fault_has_its_line(name: str, text: str, said: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(BadInput) as bad:
        read_ballots(tmp_path / name)
    problem = bad.value.problems[0]
    assert said in problem.said
    assert problem.line == line


@pytest.mark.parametrize(
    ("names", "said", "line"),
    [
        ('"Ash"\n"Birch"\nA small contest\n', "a name or the title is missing", 6),
        ('"Ash"\n"Birch"\n"Ash"\n', "two candidates are called “Ash”", 6),
        ('"Ash"\n"Birch"\n', "2 names for 3 candidates", 5),
    ],
)
def test_names_that_are_missing_or_alike_are_refused(names: str, said: str, line: int) -> None:
    with pytest.raises(BadInput) as bad:
        parse_blt(f"3 2\n1 1 0\n0\n{names}".encode(), "x.blt")
    (problem,) = bad.value.problems
    assert (said in problem.said, problem.line) == (True, line), problem


def test_identities_with_spaces_and_droops_own_options_are_read_over_and_said_to_be_lost() -> None:
    found = parse_blt(b"2 1\n[droop arithmetic=fixed]\n(a 1) 3 1 2 0\n0\nAsh\nBirch\n", "x.blt")
    assert rankings(found) == {(1, 2): 3}
    assert found.lost == ("droop's own options", "the identities of ballots")


def test_all_faults_are_reported_at_once() -> None:
    papers = "".join(f"1 {n} 0\n" for n in range(4, 40))
    with pytest.raises(BadInput) as bad:
        parse_blt(f"3 2\n{papers}0\nA\nB\nC\n".encode(), "x.blt")
    assert [problem.line for problem in bad.value.problems] == list(range(2, 38))


@pytest.mark.parametrize("candidates", [9, 80, 120])
def test_a_paper_may_name_a_candidate_twice_since_rule_books_say_what_that_means(candidates: int) -> None:
    """However many candidates there are: up to 9, to 99 and above are read in ways of their own."""
    last, names = candidates - 1, "\n".join(f"C{n}" for n in range(candidates))
    text = f"{candidates} 2\n1 {last} 2 {last} {candidates} 0\n0\n{names}\n"
    assert rankings(parse_blt(text.encode(), "x.blt")) == {(last, 2, last, candidates): 1}
    with pytest.raises(BadInput, match=f"“{candidates + 1}” is not a candidate"):
        parse_blt(text.replace(f"{candidates} 0", f"{candidates + 1} 0").encode(), "x.blt")


@pytest.mark.data
def test_all_real_wards_are_read_at_once_and_none_line_by_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(data.glob("scotland/20*/*.blt"))
    assert len(files) == 529
    monkeypatch.setattr(blt, "read_papers", None)
    totals = {file.stem: int(read_ballots(file).total) for file in files}
    assert totals["edinburgh_2017_ward1"] == 14_207  # as the council declared
