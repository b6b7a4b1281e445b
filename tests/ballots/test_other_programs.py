"""Files of other programs: PrefLib with its totals, ABIF, CondorcetPHP's format and the published Scottish CSV."""

from __future__ import annotations

import pytest

from hustings.ballots.account import Reading
from hustings.ballots.reading import read_source
from hustings.ballots.source import Source
from hustings.election.problems import BadInput


def reading(name: str, text: str) -> Reading:
    return read_source(Source(name, text.encode()))


def refused(name: str, text: str) -> list[str]:
    with pytest.raises(BadInput) as bad:
        reading(name, text)
    return [str(problem) for problem in bad.value.problems]


HEADER = """# FILE NAME: trunc.soi
# TITLE: truncated
# DATA TYPE: soi
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 13
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Ann
# ALTERNATIVE NAME 2: Bob
# ALTERNATIVE NAME 3: Cyd
"""
ORDERS = "5: 1,2\n4: 2,1\n4: 2,3\n"
OLDER = "3\n1,Ann\n2,Bob\n3,Cyd\n13,13,3\n5,1,2\n4,2,1\n4,2,3\n"


@pytest.mark.parametrize("text", [HEADER + ORDERS, OLDER])
def test_the_totals_of_a_preflib_file_are_checked_and_told(text: str) -> None:
    found = reading("x.soi", text)
    assert dict(found.ballots) == {(1, 2): 5, (2, 1): 4, (2, 3): 4}
    assert {(total.of, total.number) for total in found.totals} == {
        ("candidates", "3"),
        ("voters", "13"),
        ("different orders", "3"),
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "5: 1,2\n4: 2,1\n", "x.soi:5: the header states 13 voters and the file has 9"),
        (HEADER + "5: 1,2\n8: 2,1\n", "x.soi:6: the header states 3 different orders and the file has 2"),
        (OLDER.removesuffix("4,2,3\n"), "x.soi:5: the header states 13 voters and the file has 9"),
        (HEADER.replace("ALTERNATIVES: 3", "ALTERNATIVES: 4") + ORDERS, "x.soi:4: the header states 4 candidates"),
        (HEADER.replace("VOTERS: 13", "VOTERS: many") + ORDERS, "x.soi:5: “NUMBER VOTERS” is “many”"),
        (HEADER.replace("TYPE: soi", "TYPE: soc") + ORDERS, "x.soi:10: this order leaves candidates out"),
        (HEADER + "13: {1,2},3\n", "x.soi:10: this order has equal candidates"),
        (HEADER.replace("TYPE: soi", "TYPE: cat") + ORDERS, "x.soi:3: the data type is “cat”"),
        (HEADER.replace("NAME 3", "NAME 2") + ORDERS, "x.soi:9: alternative 2 is named in line 8 already"),
        (OLDER.replace("13,13,3", "5,1,2"), "x.soi:5: the header states 1 voters"),
        (HEADER.replace("Cyd", "ann") + ORDERS, "x.soi:9: “Ann” and “ann” differ only"),
    ],
)
def test_what_a_preflib_file_says_of_itself_must_be_so(text: str, said: str) -> None:
    assert any(problem.startswith(said) for problem in refused("x.soi", text))


def test_half_a_character_in_a_title_is_replaced() -> None:
    """JSON can write half of a character (U+D800), which no file can hold."""
    found = reading("x.abif", '{"title": "Bird \\ud800"}\n3:[Ann]>[Bob]\n')
    assert found.ballots.title == "Bird \N{REPLACEMENT CHARACTER}"


def test_a_hash_in_an_abif_name_is_no_comment_and_a_title_is_json() -> None:
    text = '{"version": "0.1"}\n{"title": "Prize \\"A\\" contest"}\n=c1:[Candidate #1]\n=c2:[Candidate #2]\n'
    found = reading("hash.abif", text + "5:c1>c2 # five\n3:c2\n#7:c1\n")
    assert found.ballots.names == ("Candidate #1", "Candidate #2")
    assert found.ballots.title == 'Prize "A" contest'
    assert dict(found.ballots) == {(1, 2): 5, (2,): 3}
    assert [(part.text, part.taken_for, part.line) for part in found.parts] == [("version: 0.1", "ignored", 1)]


ABIF = {
    "brackets, commas and quotation marks in names": (
        '3:[A, X]>["B" Y]\n2:"C Z"=[A, X]\n',
        ("A, X", '"B" Y', "C Z"),
        {(1, 2): 3, (1, -3): 2},
    ),
    "papers without a preference": ("50:A\n50:\n", ("A",), {(1,): 50, (): 50}),
    "scores in order": ("4:a/5>b/4>c/4\n1:a/5>b/5\n", ("a", "b", "c"), {(1, 2, 3): 4, (1, 2): 1}),
    "scores between commas": ("2:a/04,b/9,c/9\n", ("a", "b", "c"), {(2, -3, 1): 2}),
    "spaces": ("  2 : a > b = c \n", ("a", "b", "c"), {(1, 2, -3): 2}),
    "a title written loosely": ("{title: 'A vote'}\n1:a\n", ("a",), {(1,): 1}),
}


@pytest.mark.parametrize("what", ABIF)
def test_abif(what: str) -> None:
    text, names, cast = ABIF[what]
    found = reading("x.abif", text).ballots
    assert (found.names, dict(found)) == (names, cast)


def test_a_name_without_a_definition_beside_defined_ones_is_told() -> None:
    found = reading("x.abif", "=ash:[Ash Rowan]\n3:ash>brich\n")
    assert "“brich” stand on papers without a line like" in found.warnings[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2:a,b\n", "x.abif:1: candidates between commas need scores"),
        ("2:a/5>b/9\n", "x.abif:1: the order of this paper and its scores contradict each other"),
        ("2:a/5=b/9\n", "x.abif:1: the order of this paper and its scores contradict each other"),
        ("2:a>b>a\n", "x.abif:1: a candidate stands twice"),
        ("2:a>>b\n", "x.abif:1: “>b” is not a candidate"),
        ("2:a>\n", "x.abif:1: “>” should be"),
        ("0:a\n", "x.abif:1: the number of papers is 0"),
        ("{title}\n1:a\n", "x.abif:1: “{title}” is not a fact"),
        ("=a:[A]\n=a:[B]\n1:a\n", "x.abif:2: the short name “a” is explained in line 1 already"),
        ("=a:[Ann]\n=b:[ann]\n1:a>b\n", "x.abif:2: “Ann” and “ann” differ only"),
        ("1:a\nhello\n", "x.abif:2: “hello” is not a line"),
        ("9999999999999999:a\n", "x.abif:1: “9999999999999999:a” is not a line"),
    ],
)
def test_what_is_wrong_with_an_abif_file_has_its_line(text: str, said: str) -> None:
    assert refused("x.abif", text)[0].startswith(said)


CVOTES = """#/Candidates: Ann ; Bob ; Cyd
#/Number of Seats: 2
Ann > Bob > Cyd * 5
Bob > Ann * 4
Cyd ^2 * 3
/EMPTY_RANKING/ * 2
"""


def test_weights_count_only_where_the_file_allows_them_and_what_is_left_out_is_told() -> None:
    found = reading("e.cvotes", CVOTES)
    assert dict(found.ballots) == {(1, 2, 3): 5, (2, 1): 4, (3,): 3, (): 2}
    assert (found.ballots.names, found.ballots.seats) == (("Ann", "Bob", "Cyd"), 2)
    assert [(part.text, part.taken_for, part.times) for part in found.parts] == [("^2", "weight 1", 3)]
    assert found.warnings == (
        "the weight ^2 of 3 votes counts as 1, since “Weight Allowed” is not true",
        "candidates left out are equal last by “Implicit Ranking”; they are read as not ranked",
    )


@pytest.mark.parametrize(
    ("changed", "cast"),
    [
        ("#/Weight allowed: true\n" + CVOTES, {(1, 2, 3): 5, (2, 1): 4, (3,): 6, (): 2}),
        (CVOTES.replace("/EMPTY_RANKING/", "/EMPTY/"), {(1, 2, 3): 5, (2, 1): 4, (3,): 3, (): 2}),
        ("#/Implicit Ranking: false\n" + CVOTES, {(1, 2, 3): 5, (2, 1): 4, (3,): 3, (): 2}),
        (CVOTES.replace("Bob > Ann * 4", "x@y.z, b || Bob>Ann*3 # three\nBob > Ann"), None),
        (CVOTES.replace("Bob > Ann * 4", "Bob = Ann * 4"), {(1, 2, 3): 5, (1, -2): 4, (3,): 3, (): 2}),
    ],
)
def test_the_condorcet_election_format(changed: str, cast: dict[tuple[int, ...], int] | None) -> None:
    found = reading("e.cvotes", changed)
    assert dict(found.ballots) == (cast or {(1, 2, 3): 5, (2, 1): 4, (3,): 3, (): 2})


def test_parameters_that_are_left_out_are_told_with_why() -> None:
    found = reading("e.cvotes", "#/Voting methods: Minimax\n#/Colour: red\nAnn > Bob\n")
    assert [(part.text, part.why) for part in found.parts if part.taken_for == "ignored"] == [
        ("#/Voting methods: Minimax", "how it was to be counted"),
        ("#/Colour: red", "not a parameter of the format"),
    ]


def test_without_a_list_the_candidates_are_those_on_the_papers() -> None:
    found = reading("e.cvotes", "Ann > Bob * 2\n/EMPTY/\n")
    assert found.ballots.names == ("Ann", "Bob")
    assert found.candidates_from == "the names on the papers"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ann > Bbo", "“Bbo” is not among the candidates (did you mean “Bob”?)"),
        ("Ann < Bob", "“Ann < Bob” is not a candidate"),
        ("Ann > Bob > /EMPTY/", "“/EMPTY/” is not a candidate"),
        ("Ann * 8 ^7", "the weight before the number"),
        ("Ann > Bob = Bob", "candidate 2 is named twice at one preference"),
        ("Ann * 0", "the number of votes is “0”"),
        ("Ann ^x", "the weight is “x”"),
        ("Ann >", "“” is not a candidate"),
        ("#/Implicit Ranking: false", "“Implicit Ranking” stands behind the first vote"),
        ("Ann * 99999999999999", "the number of votes is “99999999999999”"),
    ],
)
def test_what_is_wrong_with_a_vote_has_its_line(line: str, said: str) -> None:
    (problem,) = refused("e.cvotes", CVOTES + line + "\n")
    assert problem.startswith("e.cvotes:7: ")
    assert said in problem


def test_the_papers_of_a_vote_are_its_number_times_its_weight_and_not_more_than_can_be_counted() -> None:
    text = "#/Weight Allowed: true\nAnn ^5 * 999999999999\n"
    assert refused("e.cvotes", text)[0].startswith("e.cvotes:2: 4,999,999,999,995 papers; more than 1,000,000,000,000")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("#/Candidates: Ann ; ann\n", "e.cvotes:1: “Ann” and “ann” differ only"),
        ("#/Candidates: Ann ; Bob # two\n", "e.cvotes:1: “Bob # two” has a # or a /"),
        ("#/Candidates: Ann\n#/Number of Seats: two\n", "e.cvotes:2: the number of seats is “two”"),
        ("#/Candidates: Ann\n#/Weight Allowed: perhaps\n", "e.cvotes:2: “weight allowed” is “perhaps”"),
        ("#/Candidates: Ann\n#/Candidates: Bob\n", "e.cvotes:2: “Candidates” stands in line 1 already"),
    ],
)
def test_what_is_wrong_with_a_parameter_has_its_line(header: str, said: str) -> None:
    assert refused("e.cvotes", header + "Ann\n")[0].startswith(said)


SCOTELEX = """3,2,
4,1,2,
3,2,1,
2,3,
"Candidate 1","Ann Archer","Orchard Party (OP)",
"Candidate 2","Bob Baker","Independent (Ind)",
"Candidate 3","Cyd Cooper","Orchard Party (OP)",
"Netherton Ward",
"""


@pytest.mark.parametrize("title", ['"Netherton Ward",', '""Netherton Ward"",', "Netherton Ward"])
def test_the_layout_in_which_the_scottish_files_are_published_together(title: str) -> None:
    found = reading("ward.csv", SCOTELEX.replace('"Netherton Ward",', title))
    assert dict(found.ballots) == {(1, 2): 4, (2, 1): 3, (3,): 2}
    assert found.ballots.names == ("Ann Archer", "Bob Baker", "Cyd Cooper")
    assert found.ballots.parties == ("Orchard Party (OP)", "Independent (Ind)", "Orchard Party (OP)")
    assert (found.ballots.title, found.ballots.seats, found.format) == ("Netherton Ward", 2, "scot-elex CSV")


def test_a_tag_on_any_vote_is_told_as_lost() -> None:
    for votes, lost in (("x@y.z || Ann\nBob\n", ("tags",)), ("Bob\nx@y.z || Ann\n", ("tags",)), ("Ann\nBob\n", ())):
        assert reading("e.cvotes", votes).ballots.lost == lost


def test_a_line_of_such_a_file_may_be_one_paper() -> None:
    assert dict(reading("ward.csv", SCOTELEX.replace("2,3,", "1,3,", 1)).ballots)[(3,)] == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2,3,\n", "2,4,\n", "ward.csv:4: “4” is not a candidate"),
        ("2,3,\n", "0,3,\n", "ward.csv:4: the number of papers is 0"),
        ("2,3,\n", "2,3,0,1,\n", "ward.csv:4: 0 is not a candidate"),
        ("Candidate 3", "Candidate 4", "ward.csv:7: candidate 3 should be named here"),
        ("3,2,\n4", "4,2,\n4", "ward.csv:7: 3 candidates are named and 4 announced"),
        ("Cyd Cooper", "ann archer", "ward.csv:7: “Ann Archer” and “ann archer”"),
        ("3,2,\n4", "3,0,\n4", "ward.csv:1: there are 0 places"),
        ('"Netherton Ward",\n', '"Netherton Ward",\n5,1,\n', "ward.csv:9: “5,1” is neither a paper"),
    ],
)
def test_what_is_wrong_with_such_a_file_has_its_line(old: str, new: str, said: str) -> None:
    assert refused("ward.csv", SCOTELEX.replace(old, new, 1))[0].startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "1001 1\n1 1 0\n0\n" + "".join(f"C{n}\n" for n in range(1001)),
        "1001\n" + "".join(f"{n},C{n}\n" for n in range(1, 1002)) + "1,1,1\n1,1\n",
        "".join(f"# ALTERNATIVE NAME {n}: C{n}\n" for n in range(1, 40001)) + "1: 1\n",
        "".join(f"1:[C {n}]\n" for n in range(40000)),
        "#/Candidates: " + ";".join(f"C{n}" for n in range(40000)) + "\nC1\n",
        "40000,2,\n1,1,\n" + "".join(f'"Candidate {n}","C{n}","P",\n' for n in range(1, 40001)),
    ],
    ids=["blt", "older preflib", "preflib", "abif", "cvotes", "scotelex"],
)
def test_more_candidates_than_any_ballot_paper_has_are_one_clear_line(text: str) -> None:
    (problem,) = refused("x", text)
    assert "candidates; 1 to 1,000 are possible" in problem
