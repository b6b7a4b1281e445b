"""BLT in the layouts that councils and programs write; what each part was taken for is in the reading."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from hustings.ballots.account import Reading
from hustings.ballots.ballots import OVERVOTE, Ballots
from hustings.ballots.formats.blt import blt_text
from hustings.ballots.reading import read, read_source
from hustings.ballots.source import Source
from hustings.election.problems import BadInput


def reading(text: str) -> Reading:
    return read_source(Source("x.blt", text.encode()))


def votes(text: str) -> dict[tuple[int, ...], int]:
    return dict(reading(text).ballots)


PAPERS = "3 2\n4 1 2 0\n3 2 1 0\n2 3 0\n0\n"
CAST = {(1, 2): 4, (2, 1): 3, (3,): 2}


def test_a_name_and_a_party_on_each_line_as_in_the_official_files_of_2022() -> None:
    names = '"Ann ARCHER" "Orchard Party (OP)"\n"Bob BAKER" "Independent"\n"Cyd COOPER" "Orchard Party (OP)"\n'
    found = reading(f'{PAPERS}{names}"Ward 9 - Nether Wallop and District"\n')
    assert dict(found.ballots) == CAST
    assert found.ballots.names == ("Ann ARCHER", "Bob BAKER", "Cyd COOPER")
    assert found.ballots.parties == ("Orchard Party (OP)", "Independent", "Orchard Party (OP)")
    assert found.ballots.title == "Ward 9 - Nether Wallop and District"
    assert found.format == "BLT (names and parties on each line)"


def test_one_of_the_parties_may_be_empty() -> None:
    found = reading(f'{PAPERS}"Ann Archer" "OP"\n"Bob Baker" ""\n"Cyd Cooper" "OP"\n"Netherton"\n').ballots
    assert (found.names, found.parties) == (("Ann Archer", "Bob Baker", "Cyd Cooper"), ("OP", "", "OP"))
    assert found.title == "Netherton"


def test_two_lines_of_two_texts_are_names_title_and_source_unless_a_title_follows() -> None:
    """Of two candidates «"A" "B"», «"t" "s"» could be a name and a party each; the older reading stands."""
    short = reading('2 1\n1 1 0\n0\n"A" "B"\n"t" "s"\n').ballots
    assert (short.names, short.title) == (("A", "B"), "t")
    longer = reading('2 1\n1 1 0\n0\n"A" "P"\n"B" "Q"\n"t"\n').ballots
    assert (longer.names, longer.parties, longer.title) == (("A", "B"), ("P", "Q"), "t")


def test_names_in_comments_after_the_papers_as_in_glasgows_files_of_2007() -> None:
    comments = "".join(
        f"# ALTERNATIVE NAME {n}: {name}\n"
        for n, name in enumerate(["Ann Archer (OP)", "Bob Baker (Ind)", "Cyd Cooper (OP)"], 1)
    )
    found = reading(f"{PAPERS}{comments}Netherton9")
    assert dict(found.ballots) == CAST
    assert found.ballots.names == ("Ann Archer", "Bob Baker", "Cyd Cooper")
    assert found.ballots.parties == ("OP", "Ind", "OP")
    assert found.ballots.title == "Netherton9"
    assert found.candidates_from == "its comments «# ALTERNATIVE NAME …»"


def test_comments_that_name_only_some_candidates_name_none() -> None:
    with pytest.raises(BadInput, match="there is 1 name for 3 candidates"):
        reading(f"{PAPERS}# ALTERNATIVE NAME 1: Ann\n# ALTERNATIVE NAME 2: Bob\nNetherton\n")


@pytest.mark.parametrize(
    ("line", "name", "party"),
    [
        ('"Lab ""Neil COONEY"" "', "Neil COONEY", "Lab"),  # Aberdeen, 2012
        ('"SNP ""Kirsty Ann BLACKMAN"""', "Kirsty Ann BLACKMAN", "SNP"),
        ('"Lisa QUARRELL ""Scottish Labour Party"""', "Lisa QUARRELL", "Scottish Labour Party"),  # Aberdeen, 2022
        ('"Ross GRANT ""Aberdeen Labour (Lab)"""', "Ross GRANT", "Aberdeen Labour (Lab)"),
        ('"Jo McINTYRE ""Independent"""', "Jo McINTYRE", "Independent"),
        ('"""Kate CAMPBELL"" ""Independent"""', "Kate CAMPBELL", "Independent"),  # East Renfrewshire, 2022
        ('"John Ash ""Jack"""', 'John Ash "Jack"', ""),  # nobody can tell: the whole is the name
        ('"SNP ""SNP"""', 'SNP "SNP"', ""),
    ],
)
def test_the_text_that_ends_in_a_surname_in_capitals_is_the_name(line: str, name: str, party: str) -> None:
    found = reading(f"1 1\n1 1 0\n0\n{line}\nWard\n").ballots
    assert (found.names, found.parties) == ((name,), (party,) if party else ())


def test_where_two_lines_disagree_which_is_the_name_nothing_is_taken_off() -> None:
    found = reading('2 1\n1 1 0\n0\n"Lab ""Neil COONEY"""\n"Lisa QUARRELL ""Labour"""\n"t"\n').ballots
    assert (found.names, found.parties) == (('Lab "Neil COONEY"', 'Lisa QUARRELL "Labour"'), ())


def test_texts_after_the_title_are_source_and_comment_and_told() -> None:
    found = reading('3 1\n2 1 0\n1 2 0\n0\n"A"\n"B"\n"C"\n"title"\n"source: fictional"\n"comment"\n')
    assert (found.ballots.names, found.ballots.title) == (("A", "B", "C"), "title")
    assert [(part.text, part.taken_for, part.line) for part in found.parts] == [
        ("source: fictional", "ignored", 9),
        ("comment", "ignored", 10),
    ]
    assert "if one of them is a candidate" in found.warnings[0]


def test_more_names_than_that_are_refused() -> None:
    with pytest.raises(BadInput, match="there are 7 names for 3 candidates"):
        reading('3 1\n1 1 0\n0\n"A"\n"B"\n"C"\n"t"\n"s"\n"c"\n"d"\n')
    with pytest.raises(BadInput, match="there are 5 names for 3 candidates"):  # without quotation marks: no source
        reading("3 1\n1 1 0\n0\nA\nB\nC\nD\nt\n")


def test_papers_run_over_line_ends() -> None:
    """1: A, B; 2: C, A (and not A; nobody; C, A, as the lines would have it)."""
    found = reading('3 1\n1 1\n2 0 2 3 1 0\n0\n"A"\n"B"\n"C"\n"t"\n')
    assert dict(found.ballots) == {(1, 2): 1, (3, 1): 2}
    assert "a paper runs over line ends, the first from line 2" in found.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        '3 1 \n1 1 2 0 2 3 1 0 0 "A" "B" "C" "t"',
        '3 1\n1\n1\n2\n0\n2\n3\n1\n0\n0\n"A"\n"B"\n"C"\n"t"\n',
        '3 1\n(b1) 1\n1 2 0 (b 2)\n2 3 1 0\n0 "A"\n"B"\n"C"\n"t"\n',
        "3,1,\n1,1,2,0,\n2,3,1,0,\n0,\nA,\nB,\nC,\nt,\n",
        "3 1\r1 1 2 0\r2 3 1 0\r0\rA\rB\rC\rt\r",
    ],
)
def test_however_the_words_are_divided_into_lines_the_papers_are_the_same(text: str) -> None:
    found = reading(text).ballots
    assert dict(found) == {(1, 2): 1, (3, 1): 2}
    assert (found.names, found.title) == (("A", "B", "C"), "t")


def test_a_0_within_a_line_is_told_since_it_may_have_been_meant_for_a_preference_left_out() -> None:
    found = reading('3 1\n1 3 0 2 1 0\n1 2 0\n0\n"A"\n"B"\n"C"\n')
    assert dict(found.ballots) == {(3,): 1, (1,): 2, (2,): 1}
    assert found.warnings[0].startswith("the 0 that ends a paper stands within line 2, and another paper begins there")


def test_a_missing_0_that_joins_two_papers_is_found_by_the_name_given_twice() -> None:
    with pytest.raises(BadInput, match="runs on to line 3 and names candidate 2 twice") as bad:
        reading('3 1\n1 2 3\n2 1 0\n0\n"A"\n"B"\n"C"\n')
    assert bad.value.problems[0].line == 2


@pytest.mark.parametrize(
    ("papers", "line", "said"),
    [
        ("1 1 0\n2 2\n", 4, "the papers do not end before the names"),
        ("1 1 0\n2 2 0\n", 4, "the papers do not end before the names"),
        ("1 4 0\n0\n", 2, "“4” is not a candidate; they are numbered 1 to 3"),
        ("x 1 0\n0\n", 2, "the number of papers is “x”"),
        ("1e3 1 0\n0\n", 2, "the number of papers is “1e3”"),
        ("1_0 1 0\n0\n", 2, "the number of papers is “1_0”"),
        ("١ 1 0\n0\n", 2, "the number of papers is “١”"),
        ("0.0 1 0\n0\n", 2, "the number of papers is “0.0”"),
        ("0.0000001 1 0\n0\n", 2, "to six decimal places at most"),
        ("9" * 5000 + " 1 0\n0\n", 2, "the number of papers is “999"),
        ("9999999999999 1 0\n0\n", 2, "more than 1,000,000,000,000 cannot be counted"),
        ("1 0 1 0\n0\n", 2, "there is no candidate 0, a preference left out is -"),
        ("1 3 0 2 0 1 0\n0\n", 2, "there is no candidate 0, a preference left out is -"),
        ("1 " + "1 2 " * 501 + "0\n0\n", 2, "this paper has 1,002 preferences; 1,000 are possible"),
        ("1 1=1 0\n0\n", 2, "candidate 1 is named twice at one preference"),
        ("1 -1 0\n0\n", 2, "“-1” is not a candidate"),
        ("-4\n1 1 0\n0\n", 2, "“4” is not a candidate"),
        ("[undeclared 4]\n1 1 0\n0\n", 2, "“4” is not a candidate"),
        ("[tie 1 1 2]\n1 1 0\n0\n", 2, "names a candidate twice"),
        ("[nick a a b]\n1 1 0\n0\n", 2, "there are 2 different nicknames for 3 candidates"),
        ("[nick 1 2 x]\n1 1 0\n0\n", 2, "a nickname that is a number"),
        ("[withdraw 1]\n1 1 0\n0\n", 2, "did you mean “withdrawn”?"),
    ],
)
def test_every_fault_of_the_papers_has_its_line(papers: str, line: int, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        reading(f'3 1\n{papers}"A"\n"B"\n"C"\n')
    assert said in bad.value.problems[0].said
    assert bad.value.problems[0].line == line


def test_papers_that_add_up_to_more_than_can_be_counted_are_refused() -> None:
    many = "".join("999999999999.5 1 0\n" for _ in range(20))
    with pytest.raises(BadInput, match=r"add up to 19,999,999,999,990; more than 1,000,000,000,000"):
        reading(f"1 1\n{many}0\nA\n")


def test_write_ins_that_nobody_declared_and_several_lines_of_withdrawals() -> None:
    found = reading('4 2\n-1\n[withdrawn 2]\n[undeclared 4]\n5 4 3 0\n2 3 0\n0\n"A"\n"B"\n"C"\n"D"\n"u"\n')
    assert (found.ballots.undeclared, found.ballots.withdrawn) == ((4,), (1, 2))
    assert [(part.text, part.taken_for) for part in found.parts] == [
        ("-1", "candidates who have withdrawn"),
        ("[withdrawn 2]", "candidates who have withdrawn"),
        ("[undeclared 4]", "write-ins that nobody declared"),
    ]


def test_an_order_for_ties_is_kept_and_the_reading_says_when_it_is_used() -> None:
    found = reading('3 1\n[tie 2 3 1]\n3 1 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"decision"\n')
    assert found.ballots.tie_order == (2, 3, 1)
    assert [(part.text, part.why) for part in found.parts] == [
        ("[tie 2 3 1]", "used only where lots are drawn by it (--lot file)")
    ]


def test_a_candidate_may_stand_twice_on_a_paper_which_is_for_the_rule_book() -> None:
    assert votes('3 1\n2 1 2 1 0\n1 2 1 0\n0\n"A"\n"B"\n"C"\n') == {(1, 2, 1): 2, (2, 1): 1}


def test_an_identity_before_two_papers_is_told() -> None:
    found = reading('2 1\n(b1) 1 1 0\n(b2) 1 2 0\n(b1) 1 1 0\n0\n"A"\n"B"\n')
    assert dict(found.ballots) == {(1,): 2, (2,): 1}
    assert found.warnings == (
        "the identity (b1) stands before 2 papers; if an identity is a ballot's own, it was entered twice",
    )


def test_weights_that_are_fractions_depend_on_their_scale() -> None:
    shares = '4 2\n0.7 1 2 0\n0.3 3 0\n0\n"A"\n"B"\n"C"\n"D"\n'
    assert any("70 and 30 papers may elect others" in warning for warning in reading(shares).warnings)
    assert reading(shares.replace("0.7", "70").replace("0.3", "30")).warnings == ()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ('"Ann"\n"ann"\n"Cyd"\n', "“Ann” and “ann” differ only in capitals"),
        ('"Ann"\n"An\u200bn"\n"Cyd"\n', "look alike"),
        ('"Ann"\n"Ann"\n"Cyd"\n', "two candidates are called “Ann”"),
        ('"Ann"\n" \u200b"\n"Cyd"\n', "a candidate has no name"),
        ('"Ann"\n""\n"Cyd"\n', "a candidate has no name"),
        ('"Ann"\n"B\x1bb"\n"Cyd"\n', "cannot be printed (U+001B)"),
    ],
)
def test_names_that_cannot_be_told_apart_are_refused_by_line(names: str, said: str) -> None:
    with pytest.raises(BadInput) as bad:
        reading(f'{PAPERS}{names}"t"\n')
    assert said in bad.value.problems[0].said
    assert bad.value.problems[0].line == 7


def test_council_files_are_read_by_their_content_whatever_their_ending_says(tmp_path: Path) -> None:
    for name in ("ward.csv", "ward.txt", "ward", "ward.soi"):
        (tmp_path / name).write_text('3 1\n2 1 0\n1 2 0\n0\n"A"\n"B"\n"C"\n"ward"\n')
        assert read(tmp_path / name).format == "BLT"


NAMES = ["Ash", "Birch (Green)", 'Lab "Neil COONEY"', 'Kelvin "K" W', "a,b", "#1", "=1+1", "0", "1", "RON (Re-open)"]


@pytest.mark.parametrize("parties", [(), ("P", "", "Q (R)", "", "", "", "", "", "S", "")])
def test_what_is_written_is_read_back_equal_whatever_the_names(parties: tuple[str, ...]) -> None:
    rankings = {(1, 2): 3, (0, OVERVOTE, 3): 2, (4, -5, 0, 4): 1, (): 2, (10,): 1}
    about: dict[str, Any] = {
        "title": 'The "hall"',
        "seats": 2,
        "withdrawn": (6,),
        "undeclared": (7,),
        "tie_order": (2, 1),
    }
    cast = Ballots.of(NAMES, rankings, parties=parties, **about)
    text, lost = blt_text(cast)
    found = reading(text).ballots
    assert lost == []
    assert (found.names, found.parties, found.sha256) == (cast.names, cast.parties, cast.sha256)
    assert dict(found) == rankings
    for what, value in about.items():
        assert getattr(found, what) == value


# SHA-256 of the digests of all files, as read before the layouts above were known: one line a file, «stem digest».
# Those digests were of names and rankings alone (`digest_of_old`); what a record holds today covers more.
BEFORE = "0fb7798db70b"


def digest_of_old(ballots: Ballots) -> str:
    """Candidates, «number name» a line, then the rankings sorted, «papers token token …» a line."""
    lines = [f"{number} {name}\n" for number, name in enumerate(ballots.names, 1)]
    lines += [" ".join(map(str, (papers, *ranking))) + "\n" for ranking, papers in sorted(ballots)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@pytest.mark.data
def test_every_ward_of_2012_and_2017_and_the_model_election_have_the_digest_they_had(data: Path) -> None:
    files = [*sorted(data.glob("scotland/20*/*.blt")), data / "oracles/ers97_model_election.blt"]
    lines = "".join(f"{file.stem} {digest_of_old(read(file).ballots)}\n" for file in files)
    assert len(files) == 530
    assert hashlib.sha256(lines.encode()).hexdigest()[:12] == BEFORE


def test_the_reading_as_json_names_every_part() -> None:
    from hustings.ballots.account import account_json

    found = json.loads(account_json(reading('2 1\n-2\n1 1 0\n0\n"A"\n"B"\n"t"\n"s"\n')))
    assert [(part["text"], part["line"]) for part in found["parts"]] == [("-2", 2), ("s", 8)]


def test_names_in_single_quotes_with_a_comment_behind_as_electrr_writes_them() -> None:
    names = "'Ann' # listed in order\n'Bob O'Dea' # it's\n'Cyd' # the \"third\"\n'Council' # the title\n"
    found = reading(PAPERS + names).ballots
    assert (found.names, found.title) == (("Ann", "Bob O'Dea", "Cyd"), "Council")
    assert dict(found) == CAST


def test_a_comment_behind_a_name_is_no_part_of_it() -> None:
    found = reading(f'{PAPERS}Ann Archer # Orchard\n"Bob" # the "second"\nCandidate #3\n"Council"\n').ballots
    assert (found.names, found.title) == (("Ann Archer", "Bob", "Candidate #3"), "Council")


@pytest.mark.parametrize("line", ['"Bob" Green Party', '"Bob "Bobby" Baker"', '"Bob", Baker'])
def test_what_stands_behind_a_name_in_quotation_marks_is_not_dropped(line: str) -> None:
    with pytest.raises(BadInput, match=r"x\.blt:7: .* stands behind a name in quotation marks"):
        reading(f'{PAPERS}"Ann"\n{line}\n"Cyd"\n"Council"\n')


def test_a_party_is_written_in_brackets_behind_the_name() -> None:
    cast = Ballots.of(("Ann", "Bob", "Cyd"), [((1,), 1)], parties=("Orchard", "Hedge", ""), seats=1)
    assert '\n"Ann (Orchard)"\n"Bob (Hedge)"\n"Cyd"\n' in blt_text(cast)[0]


def test_identities_that_stand_before_several_papers_are_counted() -> None:
    """Three identities stand twice: one is named, two are counted."""
    papers = "".join(f"(b{number}) 1 2 0\n" * 2 for number in (1, 2, 3))
    (said,) = reading(f'2 1\n{papers}0\n"Ann"\n"Bob"\n"Council"\n').warnings
    assert "b1) stands before 2 papers, and 2 more stand before several" in said


@pytest.mark.parametrize(
    ("lines", "said"), [(1, "line 2,"), (2, "line 2 and 1 more line,"), (3, "line 2 and 2 more lines,")]
)
def test_papers_that_begin_within_a_line_are_counted(lines: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.blt").write_text("3 2\n" + "3 1 2 0 2 2 0\n" * lines + '0\n"Ann"\n"Bob"\n"Cyd"\n')
    (warning,) = [each for each in read(tmp_path / "x.blt").warnings if "stands within" in each]
    assert warning.startswith(f"the 0 that ends a paper stands within {said} and another paper begins there;")


def test_a_name_alone_before_names_with_parties_is_refused() -> None:
    """Seven texts for three candidates: Zed has no party, or one of the others is no candidate."""
    with pytest.raises(BadInput, match="there are 7 names for 3 candidates"):
        reading(PAPERS + '"Zed"\n"Ann" "Red"\n"Bob" "Blue"\n"Cyd" "Red"\n')
