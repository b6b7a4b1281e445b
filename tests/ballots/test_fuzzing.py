"""Files of every format with anything in them: ballots or problems, and nothing else, quickly and in little memory.

Grammars make files that are almost right, and then a few bytes change. `make test-long` tries ten thousand a format.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hustings.ballots.account import account_json, account_lines
from hustings.ballots.ballots import MOST_CANDIDATES, Ballots
from hustings.ballots.canonical import canonical_text
from hustings.ballots.reading import read_source
from hustings.ballots.registry import names as formats
from hustings.ballots.source import Options, Source
from hustings.election.names import unfit_names
from hustings.election.problems import BadInput
from spreadsheets import ods, xlsx

MANY = settings(
    max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SAMPLE = settings(MANY, max_examples=60, derandomize=True)

NAMES = st.sampled_from(
    [
        "Ash",
        "ash",
        "Birch (Green)",
        'Lab "Neil COONEY"',
        "Siân Môn",
        "A\u0301sh",
        "=1+1",
        "0",
        "1",
        "Votes",
        "a,b",
        "A>B",
        "overvote",
        "Write-in",
        "Candidate #1",
        "",
        " ",
        "\u200b",
        "x\x1b[31m",
        "عمر",
        "{}",
        "[x]",
        "Ash;Birch",
        "😀" * 200,
    ]
)
NUMBERS = st.sampled_from(
    ["1", "2", "3", "0", "4", "-1", "1.0", "2.5", "1e9", "9" * 30, "", "-", "٣", "1_0", "0x1", "NaN"]
)
COUNTS = st.sampled_from(["1", "2", "13", "0", "0.5", "1e3", "9" * 18, "9" * 5000, "-3", "x", ""])


@st.composite
def blt(draw: st.DrawFn) -> str:
    lines = [draw(st.sampled_from(["3 2", "3,2", "1 1", "0 0", "1000 3", "9999999 1", "3 2 # head"]))]
    lines += draw(st.lists(st.sampled_from(["-2", "-1 -3", "[tie 2 1 3]", "[nick a b c]", "[undeclared 3]", "[x]"])))
    marks = st.sampled_from(["1", "2", "3", "0", "-", "1=2", "2=2", "overvote", "a", "(7)", "4", "1=", "#"])
    lines += [" ".join([draw(COUNTS), *draw(st.lists(marks, max_size=6)), "0"]) for _ in range(draw(st.integers(0, 5)))]
    quoted = st.builds('"{}"'.format, NAMES) | NAMES | st.builds('"{}" "{}"'.format, NAMES, NAMES)
    comments = st.builds("# ALTERNATIVE NAME {}: {}".format, NUMBERS, NAMES)
    return "\n".join([*lines, draw(st.sampled_from(["0", "0 ", ""])), *draw(st.lists(quoted | comments, max_size=8))])


@st.composite
def table(draw: st.DrawFn) -> str:
    separator = draw(st.sampled_from([",", ";", "\t"]))
    headers = st.sampled_from(
        ["ID", "Timestamp", "papers", "Ranking", "1st choice", "Rank 2", "Cast Vote Record", "Score"]
    )
    grid = st.builds("Rank them [{}]".format, NAMES) | st.sampled_from(
        ["Mayor Choice 1 of 2 (9)", "Mayor Choice 2 of 2 (9)"]
    )
    width = draw(st.integers(1, 5))
    rows = [[draw(headers | NAMES | grid | NUMBERS) for _ in range(width)]]
    words = st.sampled_from(["Ash > Birch", "Ash;Birch;", "first choice", "2026-11-03", "a@b.c", "undervote", '"'])
    for _ in range(draw(st.integers(0, 5))):
        rows.append([draw(NUMBERS | NAMES | words | COUNTS) for _ in range(width + draw(st.integers(-1, 1)))])
    return "\n".join(separator.join(row) for row in rows)


@st.composite
def declared(draw: st.DrawFn) -> str:
    keys = st.sampled_from(["name", "party", "title", "seats", "withdrawn", "tie order", "papers", "places", "x"])
    rows = [
        ["hustings-ballots/1", *draw(st.lists(st.sampled_from(["candidate", "overvoted", "places", "x"]), max_size=4))]
    ]
    for _ in range(draw(st.integers(0, 9))):
        rows.append([draw(keys | COUNTS), *draw(st.lists(NAMES | NUMBERS, max_size=4))])
    return "\n".join(",".join(row) for row in rows)


@st.composite
def preflib(draw: st.DrawFn) -> str:
    facts = st.builds(
        "# {}: {}".format, st.sampled_from(["TITLE", "DATA TYPE", "NUMBER VOTERS", "NUMBER ALTERNATIVES"]), NUMBERS
    )
    named = st.builds("# ALTERNATIVE NAME {}: {}".format, NUMBERS, NAMES)
    orders = st.builds("{}: {}".format, COUNTS, st.sampled_from(["1,2", "1,{2,3}", "{", "1,,2", "", "2,2", "{1},{}"]))
    older = st.builds("{},{}".format, COUNTS, st.sampled_from(["Ash", "1,2", "2,1,{3}", "13,3"]))
    start = draw(st.sampled_from(["# FILE NAME: x.soi", "3", "2", "# TITLE: x"]))
    return "\n".join([start, *draw(st.lists(facts | named | orders | older, max_size=12))])


@st.composite
def abif(draw: st.DrawFn) -> str:
    token = (
        st.builds("[{}]".format, NAMES) | st.builds('"{}"'.format, NAMES) | st.sampled_from(["a", "b", "c/5", "d/x"])
    )
    paper = st.builds("{}:{}".format, COUNTS, st.lists(token, max_size=5).flatmap(joined))
    facts = st.sampled_from(['{"title": "x"}', '{"title": "\\ud800"}', "{title: x}", "{" * 3000, "{}", '{"a": [1]}'])
    return "\n".join(
        draw(st.lists(paper | facts | st.builds("={}:[{}]".format, st.sampled_from("ab"), NAMES), max_size=8))
    )


def joined(tokens: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([">", "=", ",", ">>", " > "]).map(lambda mark: mark.join(tokens))


@st.composite
def cvotes(draw: st.DrawFn) -> str:
    parameters = st.sampled_from(
        ["Candidates", "Number of Seats", "Implicit Ranking", "Weight Allowed", "Voting Method", "x"]
    )
    header = st.builds(
        "#/{}: {}".format, parameters, NAMES | NUMBERS | st.sampled_from(["Ash ; Birch", "true", "a;;b"])
    )
    vote = st.lists(NAMES | st.just("/EMPTY_RANKING/"), max_size=4).flatmap(joined)
    tags, weights = st.sampled_from(["", "t, u || ", "||"]), st.sampled_from(["", " ^2", " ^x"])
    votes = st.builds("{}{}{}{}".format, tags, vote, weights, st.builds(" * {}".format, COUNTS) | st.just(""))
    return "\n".join(draw(st.lists(header, max_size=4)) + draw(st.lists(votes, max_size=6)))


@st.composite
def scotelex(draw: st.DrawFn) -> str:
    lines = [draw(st.sampled_from(["3,2,", "2,1,", "0,1,", "99999,1,"]))]
    papers = st.builds("{},{}".format, COUNTS, st.sampled_from(["1,2,", "3,", "0,", "", "1,1,", "4,"]))
    named = st.builds('"Candidate {}","{}","{}",'.format, NUMBERS, NAMES, NAMES)
    return "\n".join([*lines, *draw(st.lists(papers | named | st.just('"Candidate 1","Ash","",') | NAMES, max_size=9))])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 4)
    | st.just(10**400)
    | st.sampled_from(["x1", "c1", "s", "no", "", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["@id", "Name", "Rank", "Id", "List", "CVRSnapshot"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def mutated(draw: st.DrawFn, value: Any) -> Any:
    """JSON with a part here and there that is something else, or missing."""
    if draw(st.integers(0, 29)) == 0:
        return draw(JSON)
    if isinstance(value, dict):
        return {key: mutated(draw, each) for key, each in value.items() if draw(st.integers(0, 39))}
    return [mutated(draw, each) for each in value] if isinstance(value, list) else value


@st.composite
def cdf(draw: st.DrawFn) -> str:
    marks = [
        {"ContestSelectionId": f"x{n}", "SelectionPosition": [{"HasIndication": "yes", "Rank": n}]} for n in (1, 2)
    ]
    snapshot = {"@id": "s", "CVRContest": [{"ContestId": "c1", "CVRContestSelection": marks}]}
    people = [{"@id": f"p{n}", "Name": draw(NAMES)} for n in (1, 2)]
    selections = [{"@id": f"x{n}", "CandidateIds": [f"p{n}"]} for n in (1, 2)]
    contest = {"@id": "c1", "Name": "Hall", "NumberElected": 1, "ContestSelection": selections}
    report = {
        "Election": [{"@id": "e", "Candidate": people, "Contest": [contest]}],
        "CVR": [{"CurrentSnapshotId": "s", "CVRSnapshot": [snapshot]}] * draw(st.integers(0, 3)),
    }
    return json.dumps(
        {"@type": "CVR.CastVoteRecordReport", **{key: mutated(draw, each) for key, each in report.items()}}
    )


@st.composite
def dominion_zip(draw: st.DrawFn) -> bytes:
    marks = [{"CandidateId": 10 + n, "Rank": n, "IsAmbiguous": False} for n in (1, 2)]
    state = {"IsCurrent": True, "Cards": [{"Contests": [{"Id": 1, "Marks": marks, "OutstackConditionIds": [7]}]}]}
    files = {
        "ContestManifest.json": {"List": [{"Description": "Hall", "Id": 1, "NumOfRanks": 2}]},
        "CandidateManifest.json": {
            "List": [{"Description": draw(NAMES), "Id": 10 + n, "ContestId": 1} for n in (1, 2)]
        },
        "CvrExport.json": {
            "Sessions": [{"Original": state}, {"Original": {**state, "IsCurrent": False}, "Modified": state}]
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            archive.writestr(name, json.dumps(mutated(draw, value)))
    return out.getvalue()


@st.composite
def dominion_csv(draw: st.DrawFn) -> str:
    title = draw(st.sampled_from(["Hall (Number of positions=1, Number of ranks=2)", "Hall (Vote For=1)", ""]))
    names = [draw(st.builds("{}({})".format, NAMES, NUMBERS)) for _ in range(3)]
    rows = [
        ["Town", "5.17"],
        ["", "", title, title, title],
        ["", "", *names],
        ["CvrNumber", "TabulatorNum", "", "", ""],
    ]
    cells = st.sampled_from(["1", "0", "", '="1"', "x"])
    rows += [[str(n), "7", *draw(st.lists(cells, max_size=4))] for n in range(draw(st.integers(0, 3)))]
    return "\n".join(",".join(row) for row in rows)


@st.composite
def canonical(draw: st.DrawFn) -> str:
    text = canonical_text(Ballots.of(["Ash", "Birch"], {(1, -2): 3, (2, 0, 1): 1}, seats=1, withdrawn=(2,)))
    lines = text.splitlines()
    other = st.builds(
        "{} {}".format, st.sampled_from(["decimals", "seats", "candidate 1", "returned"]) | COUNTS, NUMBERS
    )
    for _ in range(draw(st.integers(0, 3))):
        lines[draw(st.integers(1, len(lines) - 1))] = draw(other | NAMES)
    return "\n".join(lines)


@st.composite
def workbook(draw: st.DrawFn) -> bytes:
    cells = NAMES.filter(str.isprintable) | st.integers(0, 4) | st.floats(width=16) | st.just(1e300)
    rows = st.lists(st.lists(cells, max_size=4), max_size=5)
    return xlsx(draw(rows)) if draw(st.booleans()) else ods(draw(rows))


GRAMMARS: dict[str, tuple[str, st.SearchStrategy[Any]]] = {
    "blt": ("blt", blt()),
    "csv": ("csv", table()),
    "hustings_csv": ("csv", declared()),
    "preflib": ("soi", preflib()),
    "abif": ("abif", abif()),
    "cvotes": ("cvotes", cvotes()),
    "scotelex": ("csv", scotelex()),
    "cdf": ("json", cdf()),
    "canonical": ("txt", canonical()),
    "workbook": ("xlsx", workbook()),
    "dominion": ("zip", dominion_zip() | dominion_csv()),
}


@st.composite
def files(draw: st.DrawFn, grammar: st.SearchStrategy[Any]) -> bytes:
    """A file of a grammar, now and then in another encoding, cut short, or with some bytes changed."""
    made = draw(grammar)
    encoding = draw(st.sampled_from(["utf-8"] * 6 + ["utf-16", "cp1252", "utf-8-sig"]))
    data = made if isinstance(made, bytes) else made.encode(encoding, "replace")
    if draw(st.booleans()):
        return data
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(len(data), 1)))
        data = data[:at] + draw(st.binary(max_size=3)) + data[at + draw(st.integers(0, 3)) :]
    return data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 4)) == 0 else data


OPTIONS = st.builds(
    Options,
    candidates=st.sampled_from([(), (), ("Ash", "Birch", "Cedar")]),
    words=st.sampled_from([{}, {"x": "blank"}, {"Ash": "overvoted"}]),
    cells=st.sampled_from([None, None, "ranks", "scores"]),
    question=st.sampled_from([None, None, "Hall"]),
)


def answered(data: bytes, name: str, options: Options, format: str | None) -> Ballots | None:
    """The ballots of a file; None where it is refused, with problems that fit a line each."""
    try:
        reading = read_source(Source(name, data, options), format)
    except BadInput as bad:
        check_problems([problem.on_command_line() for problem in bad.problems])
        return None
    account_json(reading).encode()
    assert all("\n" not in line for line in account_lines(reading))
    return reading.ballots


def check_problems(lines: list[str]) -> None:
    assert lines
    for line in lines:
        assert "\n" not in line
        assert len(line) < 2000
        line.encode()


def check(data: bytes, ending: str, options: Options, format: str) -> None:
    for named in (format, None):
        cast = answered(data, f"x.{ending}", options, named)
        if cast is not None:
            assert 1 <= len(cast.names) <= MOST_CANDIDATES
            assert list(unfit_names(cast.names)) == []
            numbers = {abs(token) for token in cast.tokens} - {0, 32767}
            assert not numbers or max(numbers) <= len(cast.names)
            assert all(number > 0 for number in cast.papers)
            assert len(cast.sha256) == 64


def fuzzing(run: settings) -> Callable[[str], None]:
    def fuzz(format: str) -> None:
        ending, grammar = GRAMMARS[format]

        @run
        @given(data=files(grammar), options=OPTIONS)
        def answers(data: bytes, options: Options) -> None:
            check(data, ending, options, format)

        answers()

    return fuzz


def test_every_format_has_a_grammar() -> None:
    assert set(GRAMMARS) == set(formats())


@pytest.mark.parametrize("format", GRAMMARS)
def test_whatever_a_file_holds_the_answer_is_ballots_or_problems(format: str) -> None:
    fuzzing(SAMPLE)(format)


@pytest.mark.long
@pytest.mark.parametrize("format", GRAMMARS)
def test_ten_thousand_files_of_each_format(format: str) -> None:
    fuzzing(MANY)(format)


RUN = """\
import pathlib, re, sys
from hustings.ballots.reading import read
from hustings.election.problems import BadInput
try:
    print(len(read(sys.argv[1]).ballots))
except BadInput as bad:
    print(str(bad)[:200].splitlines()[0])
print(int(re.search(r"VmHWM:\\s*([0-9]+) kB", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
"""
LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one line of 10 MB": ("x.blt", lambda: b"3 1\n1 " + b"1 2 3 " * 1_700_000),
    "papers on one line": ("x.blt", lambda: b"3 1\n" + b"1 2 3 0 " * 400_000 + b"0\nA\nB\nC\n"),
    "400,000 papers": ("x.blt", lambda: b"3 1\n" + b"1 1 - 3 0\n" * 400_000 + b"0\nA\nB\nC\n"),
    "many faults": ("x.blt", lambda: b"3 1\n" + b"1 9 0\n" * 1_500_000 + b"0\nA\nB\nC\n"),
    "a wide table": ("x.csv", lambda: b",".join(b"C%d" % n for n in range(200_000)) + b"\n" + b"1," * 200_000),
    "a long table": ("x.csv", lambda: b"A,B,C\n" + b"1,2,3\n" * 1_500_000),
    "one cell of 10 MB": ("x.csv", lambda: b'A,B\n"' + b"x" * 10_000_000 + b'",1\n'),
    "brackets": ("x.json", lambda: b'{"@type": "CVR.CastVoteRecordReport", "CVR": ' + b"[" * 10_000_000),
    "a name of 10 MB": ("x.abif", lambda: b"1:[" + b"x" * 10_000_000 + b"]\n"),
    "marks of 10 MB": ("x.cvotes", lambda: b"#/Candidates: A;B\n" + b"A>" * 5_000_000 + b"B\n"),
    "zeros": ("x.blt", lambda: b"\0" * 10_000_000),
    "blanks": ("x.csv", lambda: b" \n" * 5_000_000),
}


QUICK = ("one line of 10 MB", "brackets", "zeros", "a wide table")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory was taken")
@pytest.mark.parametrize(
    "what", [pytest.param(each, marks=() if each in QUICK else pytest.mark.long) for each in LARGE]
)
def test_ten_megabytes_of_anything_take_under_a_gigabyte(what: str, tmp_path: Path) -> None:
    name, make = LARGE[what]
    (tmp_path / name).write_bytes(make())
    program = [sys.executable, "-c", RUN, str(tmp_path / name)]
    done = subprocess.run(program, capture_output=True, text=True, timeout=400)
    assert done.stderr == ""
    *_, megabytes = done.stdout.splitlines()
    assert int(megabytes) < 1000
    assert not re.search("Traceback", done.stdout)
