"""Tables of ballots: every column, cell and word is accounted for, or refused with the option that settles it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import hustings
from hustings.ballots.account import Reading, account_json, account_lines
from hustings.ballots.ballots import OVERVOTE
from hustings.ballots.options import cells_of, words_of
from hustings.ballots.reading import read
from hustings.ballots.source import Options
from hustings.counting.count import count
from hustings.election.problems import BadInput
from hustings.rules.library import rule_book
from hustings.rules.question import Question


def reading(tmp_path: Path, text: str, **options: object) -> Reading:
    (tmp_path / "papers.csv").write_text(text, "utf-8")
    return read(tmp_path / "papers.csv", Options(**options))  # type: ignore[arg-type]


def cast(found: Reading) -> dict[tuple[str, ...], int]:
    """Papers by what they say: names in order, "-" for a skipped preference, "!" for an overvoted one."""
    names = {0: "-", OVERVOTE: "!", **dict(enumerate(found.ballots.names, 1))}
    return {
        tuple(("=" if token < 0 else "") + names[abs(token)] for token in ranking): papers
        for ranking, papers in found.ballots
    }


def elected(found: Reading, rules: str, seats: int) -> list[str]:
    ballots = found.ballots
    asked = Question(rule_book(rules), seats, undeclared=frozenset(ballots.undeclared), lot_seed="1")
    return [ballots.names[number - 1] for number in count(ballots, asked).elected]


def ignored(found: Reading) -> list[str]:
    return [part.text for part in found.parts if part.taken_for == "ignored"]


def refusals(tmp_path: Path, text: str, **options: object) -> list[str]:
    with pytest.raises(BadInput) as bad:
        reading(tmp_path, text, **options)
    return [problem.on_command_line().removeprefix(f"{tmp_path}/papers.csv") for problem in bad.value.problems]


# Columns


def test_a_column_of_identities_is_no_candidate(tmp_path: Path) -> None:
    """Ann has 1 and Bob 1 first preference of 4, then two papers rank Ann first, Cyd second; ID would have won."""
    found = reading(tmp_path, "ID,Ann,Bob,Cyd\n1,,1,\n2,1,,\n3,1,3,2\n4,1,3,2\n")
    assert (found.ballots.names, ignored(found)) == (("Ann", "Bob", "Cyd"), ["ID"])
    assert sorted(elected(found, "scottish", 2)) == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("VoterID,Ann,Bob,Cyd\nAD2F7,2,3,1\nB3C41,1,2,3\n", ("Ann", "Bob", "Cyd")),
        ("VoterID,Rank1,Rank2,Rank3\nAD2F7,Cyd,Ann,Bob\nB3C41,Ann,Bob,Cyd\n", ("Cyd", "Ann", "Bob")),
        ("voter_id;Ann;Bob;Cyd\nAD2F7;2;3;1\nB3C41;1;2;3\n", ("Ann", "Bob", "Cyd")),
    ],
)
def test_identification_columns_are_named_ignored_and_told(tmp_path: Path, text: str, names: tuple[str, ...]) -> None:
    found = reading(tmp_path, text)
    assert found.ballots.names == names
    assert len(ignored(found)) == 1
    assert any(line.startswith("Ignored: column “") for line in account_lines(found))


def test_a_candidate_of_the_list_is_one_whatever_the_column_is_called(tmp_path: Path) -> None:
    text = "ID,Votes,Overvote\n1,2,\n2,1,3\n"
    found = reading(tmp_path, text, candidates=("Id", "Votes", "Overvote"), listed_in="list")
    assert found.ballots.names == ("Id", "Votes", "Overvote")
    assert cast(found) == {("Id", "Votes"): 1, ("Votes", "Id", "Overvote"): 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Team,Ann,Bob\nred,1,2\n",
            ":2: column “Team” holds “red”, which is not a rank from 1; if it is no part of the vote, "
            'say --ignore "Team", '
            "or name the candidates with --candidates FILE",
        ),
        (
            "Birthday,Ann,Bob\n1970-02-03,1,2\n",
            ":2: column “Birthday” holds “1970-02-03”, which looks like a date; if it is no part of "
            "the vote, say --ignore "
            '"Birthday", or name the candidates with --candidates FILE',
        ),
        (
            "Contact,Ann,Bob\na@b.org,1,2\n",
            ":2: column “Contact” holds “a@b.org”, which looks like an e-mail address; if it is no "
            "part of the vote, say "
            '--ignore "Contact", or name the candidates with --candidates FILE',
        ),
        ("Ann,Bob,\n1,2,x\n", ":2: column 3 has no header and holds “x”; name it, or empty it"),
        ("Ann,,Bob\n1,x,2\n", ":2: column 2 has no header and holds “x”; name it, or empty it"),
        (
            "Serial,Ann,Bob,Cyd\n1,1,2,3\n2,2,1,3\n3,1,3,2\n4,1,2,3\n",
            ":1: column “Serial” holds 1, 2, 3… to 4 down the column, as if it numbered the rows; if "
            "it is no part of the "
            'vote, say --ignore "Serial", or name the candidates with --candidates FILE',
        ),
        (
            "Rank 1,Rank 3\nAnn,Bob\n",
            ":1: the columns should be the preferences from 1 to 2, each once",
        ),
        (
            "Rank 1,Rank 2\n1,2\n2,1\n",
            ":2: the preferences hold numbers, like “1”, where candidates' names should stand; name "
            "the candidates with "
            "--candidates FILE, whether they are in the cells or in the header",
        ),
    ],
)
def test_what_cannot_be_accounted_for_is_refused_with_what_settles_it(tmp_path: Path, text: str, said: str) -> None:
    assert refusals(tmp_path, text) == [said]


def test_ignore_takes_a_column_out_and_knows_the_columns_there_are(tmp_path: Path) -> None:
    text = "Team,Ann,Bob\nred,1,2\n"
    assert ignored(reading(tmp_path, text, ignore=("team",))) == ["Team"]
    assert "has no column “Teem” (did you mean “Team”?)" in refusals(tmp_path, text, ignore=("Teem", "Team"))[0]


# Words


def test_words_for_no_candidate_are_no_candidates(tmp_path: Path) -> None:
    """Overvotes stop three papers under the Scottish order (Ann 2, Bob 1); Minneapolis passes over "
    "them (Bob 4 of 6)."""
    text = "Rank 1,Rank 2,Rank 3\n" + "Ann,Bob,\n" * 2 + "overvote,Bob,\n" * 3 + "Bob,Ann,\n"
    found = reading(tmp_path, text)
    assert cast(found) == {("Ann", "Bob"): 2, ("!", "Bob"): 3, ("Bob", "Ann"): 1}
    assert (elected(found, "scottish", 1), elected(found, "minneapolis", 1)) == (["Ann"], ["Bob"])
    assert "Understood: “overvote” as overvoted, in 3 cells." in account_lines(found)


def test_an_abstention_is_a_paper_without_a_preference(tmp_path: Path) -> None:
    found = reading(tmp_path, "Rank 1,Rank 2\n" + "Ann,Bob\n" * 2 + "Abstain,\n" * 3 + "Bob,Ann\n")
    assert cast(found) == {("Ann", "Bob"): 2, (): 3, ("Bob", "Ann"): 1}
    assert elected(found, "scottish", 1) == ["Ann"]


def test_write_ins_are_one_undeclared_candidate(tmp_path: Path) -> None:
    found = reading(tmp_path, "Choice 1,Choice 2\nUWI,Ann\nAnn,Write-in\nBob,undervote\n")
    assert (found.ballots.names, found.ballots.undeclared) == (("Ann", "Bob", "UWI"), (3,))
    assert dict(found.ballots) == {(3, 1): 1, (1, 3): 1, (2,): 1}


def test_a_record_of_machines_has_its_columns_and_words_told(tmp_path: Path) -> None:
    text = (
        "Cast Vote Record,Precinct,Ballot Style,Choice 1,Choice 2,Choice 3\n"
        "1,P1,S1,Ann,undervote,Bob\n2,P1,S1,overvote,Ann,Bob\n3,P1,S1,Bob,Ann,Cyd\n"
    )
    found = reading(tmp_path, text)
    assert ignored(found) == ["Cast Vote Record", "Precinct", "Ballot Style"]
    assert cast(found) == {("Ann", "-", "Bob"): 1, ("!", "Ann", "Bob"): 1, ("Bob", "Ann", "Cyd"): 1}


def test_a_word_that_the_user_explains_is_that(tmp_path: Path) -> None:
    text = "1st,2nd\nNobody else,Ann\nAnn,Gone\nAnn,Bob\n"
    found = reading(tmp_path, text, words={"nobody else": "blank", "gone": "withdrawn"})
    assert (found.ballots.names, found.ballots.withdrawn) == (("Ann", "Bob", "Gone"), (3,))
    assert cast(found) == {("-", "Ann"): 1, ("Ann", "Gone"): 1, ("Ann", "Bob"): 1}


# Names


def test_names_are_matched_to_the_list_and_near_misses_proposed(tmp_path: Path) -> None:
    listed = {"candidates": ("Ann Ash", "Siân Birch", "Dee"), "listed_in": "candidates.csv"}
    text = '1st,2nd\n"ASH, Ann",SIÂN  BIRCH\nSian Birch,Ann Ash\n'
    assert refusals(tmp_path, text, **listed) == [
        ':2: “ASH, Ann” is not a candidate in candidates.csv; if it is “Ann Ash”, say --same "ASH, '
        'Ann=Ann Ash"; if it is '
        'no candidate, --word "ASH, Ann=blank" (or overvoted, withdrawn, write-in)',
        ":3: “Sian Birch” is not a candidate in candidates.csv; if it is “Siân Birch”, say --same "
        '"Sian Birch=Siân Birch"; '
        'if it is no candidate, --word "Sian Birch=blank" (or overvoted, withdrawn, write-in)',
    ]
    same = {"ASH, Ann": "Ann Ash", "Sian Birch": "Siân Birch"}
    found = reading(tmp_path, text, **listed, same=same)
    assert found.ballots.names == ("Ann Ash", "Siân Birch", "Dee")
    assert cast(found) == {("Ann Ash", "Siân Birch"): 1, ("Siân Birch", "Ann Ash"): 1}
    assert "Dee: 0 votes, since nobody ranked them." in account_lines(found)
    assert "Understood: “ASH, Ann” as the candidate Ann Ash." in account_lines(found)
    assert [
        (part.text, part.times) for part in found.parts if part.kind == "name" and part.taken_for != "candidate"
    ] == [
        ("ASH, Ann", 1),
        ("Sian Birch", 1),
    ]


def test_brackets_on_the_list_are_one_name_in_the_ballots_too(tmp_path: Path) -> None:
    listed = {"candidates": ("Ann (Red)", "Bob (Blue)", "RON (Re-open nominations)")}
    found = reading(tmp_path, "Ann (Red),Bob (Blue),RON (Re-open nominations)\n1,2,3\n", **listed)
    assert (found.ballots.names, found.ballots.parties) == (listed["candidates"], ())


def test_the_others_keep_their_parties_where_brackets_on_the_list_are_one_name(tmp_path: Path) -> None:
    names = ("Ann (Red)", "Bob (Blue)", "RON (Re-open nominations)")
    papers = "3 1\n1 1 0\n0\n" + "".join(f'"{name}"\n' for name in names) + '"Chair"\n'
    (tmp_path / "x.blt").write_text(papers)
    found = hustings.read_ballots(tmp_path / "x.blt", candidates=("Ann", "Bob", names[2]))
    assert (found.names, found.parties) == (("Ann", "Bob", names[2]), ("Red", "Blue", ""))


def test_a_listed_candidate_may_be_written_with_a_party(tmp_path: Path) -> None:
    found = reading(tmp_path, "1st,2nd\nAnn (Red),Bob\nBob,\n", candidates=("Ann", "Bob"))
    assert cast(found) == {("Ann", "Bob"): 1, ("Bob",): 1}


def test_a_qualtrics_export_to_which_nobody_has_answered_has_no_papers(tmp_path: Path) -> None:
    ids = '"{""ImportId"":""QID1_1""}","{""ImportId"":""QID1_2""}"'
    found = reading(tmp_path, f'Q1_1,Q1_2\n"Rank - Ann","Rank - Bob"\n{ids}\n')
    assert (found.ballots.names, dict(found.ballots)) == (("Ann", "Bob"), {})


def test_a_column_is_one_of_rankings_where_half_of_its_values_are(tmp_path: Path) -> None:
    """Of seven remarks three have an arrow in them, which is fewer than half; of six values three are half."""
    orders, names = ("Ann > Bob", "Bob > Ann", "Ann > Cyd"), ("Ann", "Bob", "Cyd", "Dee")
    (said,) = refusals(tmp_path, "\n".join(("Mine", *orders, *names)))
    assert "column “Mine”" in said
    assert reading(tmp_path, "\n".join(("Mine", *orders, *names[:3]))).ballots.total == 6


def test_two_names_that_may_be_one_are_shown(tmp_path: Path) -> None:
    found = reading(
        tmp_path, "1st,2nd\nAnn Archer,Bob\nAnn Archar,Bob\nCandidate 2,Candidate 1\nCandidate 3,Bob Carpenter\n"
    )
    (warning,) = found.warnings
    assert warning.startswith("“Ann Archer” and “Ann Archar” are counted as two candidates")


@pytest.mark.parametrize("name", ["Ann Ash", "ANN  ASH", "Ann\u200b Ash"])
def test_names_that_fold_alike_are_refused_in_every_format(tmp_path: Path, name: str) -> None:
    file = tmp_path / "x.blt"
    file.write_text(f'2 1\n1 1 0\n0\n"Ann Ash"\n"{name}"\n', "utf-8")
    with pytest.raises(BadInput, match="Ann Ash"):
        read(file)


def test_a_candidate_without_a_name_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.blt"
    file.write_text('2 1\n1 1 0\n0\n"Ann Ash"\n"\u200b"\n', "utf-8")
    with pytest.raises(BadInput, match="no name"):
        read(file)


def test_a_list_of_candidates_and_other_options_are_heard_in_every_format(tmp_path: Path) -> None:
    from hustings.ballots.reading import read_asked

    file = tmp_path / "x.blt"
    file.write_text('2 1\n1 1 0\n0\n"Ann Ash"\n"Bob"\n')
    with pytest.raises(BadInput) as bad:
        read_asked(file, Options(candidates=("Anne Ash", "Bob", "Cyd"), listed_in="list.csv"))
    assert [problem.said for problem in bad.value.problems] == [
        '“Ann Ash” is not a candidate in list.csv; if it is “Anne Ash”, say --same "Ann Ash=Anne Ash"',
        "“Anne Ash” of list.csv is not on the ballots",
        "“Cyd” of list.csv is not on the ballots",
    ]
    assert read_asked(file, Options(candidates=("Ann Ash", "Bob"))).ballots.names == ("Ann Ash", "Bob")
    with pytest.raises(BadInput, match="is BLT, of which it says nothing") as bad:
        read(file, Options(ignore=("ID",), cells="ranks"))
    assert [problem.on_command_line().partition(":")[0] for problem in bad.value.problems] == ["--ignore", "--cells"]


# Cells


@pytest.mark.parametrize(
    "text",
    [
        "Ann,Bob,Cyd\n1.0,2.0,\n2.0,1.0,3.0\n",
        "Ann,Bob,Cyd\n1,2,0\n2,1,3\n",
        "Ann,Bob,Cyd\n1st,2nd,\nsecond,first,third\n",
        "Ann;Bob;Cyd\n1,0;2,0;\n2,0;1,0;3,0\n",
        "First choice,Second choice,Third choice\nAnn,Bob,\nBob,Ann,Cyd\n",
        "Ranking\nAnn > Bob\nBob > Ann > Cyd\n",
        "Your preferences;ID\n'Ann';1\n".replace("'Ann'", '"Ann;Bob;"').replace(";1\n", ';1\n"Bob;Ann;Cyd;";2\n'),
        '"Timestamp","Rank them [Ann]","Rank them [Bob]","Rank them [Cyd]"\n2026/11/03 9:14:02 am '
        "GMT,1st choice,2nd choice,\n"
        "2026/11/03 9:20:41 am GMT,2nd choice,1st choice,3rd choice\n",
        "Timestamp,Your ballot [1st choice],Your ballot [2nd choice],Your ballot [3rd "
        "choice]\n2026/11/03 09:14:02,Ann,Bob,\n"
        "2026/11/03 09:20:41,Bob,Ann,Cyd\n",
    ],
)
def test_two_papers_are_the_same_however_forms_write_them(tmp_path: Path, text: str) -> None:
    """Ann then Bob; and Bob, Ann, Cyd."""
    assert cast(reading(tmp_path, text)) == {("Ann", "Bob"): 1, ("Bob", "Ann", "Cyd"): 1}


@pytest.mark.parametrize("cell", ["Ann;Bob", '"Ann, Bob"'])
def test_several_names_at_one_preference_are_an_overvote_and_no_candidate(tmp_path: Path, cell: str) -> None:
    found = reading(tmp_path, f"Ballot [1st],Ballot [2nd]\n{cell},Cyd\nAnn,Bob\n")
    assert cast(found) == {("Ann", "=Bob", "Cyd"): 1, ("Ann", "Bob"): 1}
    assert any("as 2 candidates at one preference" in line for line in account_lines(found))
    surnames_first = reading(tmp_path, 'Ballot [1st],Ballot [2nd]\n"ASH, Ann","BIRCH, Bob"\n"BIRCH, Bob",\n')
    assert surnames_first.ballots.names == ("ASH, Ann", "BIRCH, Bob")


def test_scores_are_no_ranks(tmp_path: Path) -> None:
    assert "says that the numbers are scores" in refusals(tmp_path, "Score [Ann],Score [Bob]\n5,4\n0,1\n")[0]
    beyond = refusals(tmp_path, "Ann,Bob\n5,4\n0,1\n")
    assert beyond[0].startswith(":2: a candidate has 5, and there are 2: are the numbers scores?")
    assert "--cells ranks" in refusals(tmp_path, "Ann,Bob,Cyd\n1,2,2\n")[0]
    found = reading(tmp_path, "Ann,Bob,Cyd\n5,4,4\n0,1,2\n", cells="scores")
    assert cast(found) == {("Ann", "Bob", "=Cyd"): 1, ("Cyd", "Bob"): 1}
    assert "Not kept: the scores of candidates (their order is kept)." in account_lines(found)
    assert "1,000 preferences at most" in refusals(tmp_path, "Ann,Bob\n1,1001\n", cells="ranks")[0]
    ranks = reading(tmp_path, "Ann,Bob,Cyd\n1,2,2\n", cells="ranks")
    assert cast(ranks) == {("Ann", "Bob", "=Cyd"): 1}


def test_the_same_numbers_as_ranks_are_equal_preferences_where_the_question_says_ranks(tmp_path: Path) -> None:
    found = reading(tmp_path, "Rank them [Ann],Rank them [Bob]\n1,1\n2,1\n")
    assert cast(found) == {("Ann", "=Bob"): 1, ("Bob", "Ann"): 1}


@pytest.mark.parametrize("weight", ["0", "-1", "", "x", "1,234", "1e3", "2.5000001", "9999999999999"])
def test_a_number_of_papers_is_a_plain_number_above_0(tmp_path: Path, weight: str) -> None:
    assert "the number of papers is" in refusals(tmp_path, f'Ann,Bob,papers\n1,2,"{weight}"\n')[0]


def test_decimal_commas_where_semicolons_separate(tmp_path: Path) -> None:
    found = reading(tmp_path, "Ann;Bob;papers\n1;2;2,5\n2;1;1\n")
    assert (dict(found.ballots), found.ballots.decimals) == ({(1, 2): 25, (2, 1): 10}, 1)


def test_fractions_of_papers_are_warned_of(tmp_path: Path) -> None:
    for scale, warned in (("0.7", True), ("70", False)):
        file = tmp_path / "w.blt"
        file.write_text(f'3 2\n{scale} 1 2 0\n0\n"A"\n"B"\n"C"\n')
        assert any("fractions as weights" in each for each in read(file).warnings) == warned


# Programs


def test_surveymonkeys_two_lines_of_headers(tmp_path: Path) -> None:
    text = (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"
        "Please rank the candidates,,\n,,,,,,,,,Ann,Bob,Cyd\n"
        "118,4,11/03/2026 09:14,11/03/2026 09:15,10.0.0.1,,,,,1,2,3\n119,4,11/03/2026 "
        "09:20,11/03/2026 09:21,,,,,,2,1,\n"
    )
    found = reading(tmp_path, text)
    assert cast(found) == {("Ann", "Bob", "Cyd"): 1, ("Bob", "Ann"): 1}
    assert "SurveyMonkey" in found.format
    assert len(ignored(found)) == 9


def test_qualtrics_three_lines_of_headers(tmp_path: Path) -> None:
    text = (
        "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,Q1_1,Q1_2\n"
        "Start Date,End Date,Response Type,IP Address,Progress,Duration (in "
        "seconds),Finished,Recorded Date,Response ID,"
        "Rank the candidates - Ann,Rank the candidates - Bob\n"
        '"{""ImportId"":""startDate""}",x,x,x,x,x,x,x,x,"{""ImportId"":""QID1_1""}","{""ImportId"":""QID1_2""}"\n'
        "2026-11-03 09:14:02,2026-11-03 09:15:02,IP Address,10.0.0.1,100,60,True,2026-11-03 09:15:03,R_1,1,2\n"
        "2026-11-03 09:14:02,2026-11-03 09:15:02,IP Address,10.0.0.2,100,60,True,2026-11-03 09:15:03,R_2,2,1\n"
    )
    found = reading(tmp_path, text)
    assert cast(found) == {("Ann", "Bob"): 1, ("Bob", "Ann"): 1}
    assert found.ballots.title == "Rank the candidates"


def test_loomio_keeps_ranks_as_scores_the_first_preference_highest(tmp_path: Path) -> None:
    """Its program gives a first preference of three candidates 3, an unranked one 0, and ends with totals."""
    text = (
        "Title,Board Election\nAuthor,Kit\n\nParticipant,Ann,Bob,Cyd,Reason\nV1,3,2,1,\nV2,0,2,1,because\nTotal,3,4,2\n"
    )
    found = reading(tmp_path, text)
    assert cast(found) == {("Ann", "Bob", "Cyd"): 1, ("Bob", "Cyd"): 1}
    assert ignored(found) == ["Title: Board Election", "Author: Kit", "Total", "Participant", "Reason"]
    assert "not a ranking" in refusals(tmp_path, text.replace("V2,0,2,1", "V2,5,2,2"))[0]


def test_bettervoting_names_races_and_candidates_together(tmp_path: Path) -> None:
    text = (
        "ballot_id,precinct,Chair!!Ann,Chair!!Bob,overvote_rank,has_duplicate_rank,Clerk!!Cyd,Clerk!!Dee,overvote_rank,"
        "has_duplicate_rank\nb-1,,1,2,,false,2,1,,false\nb-2,,2,1,,false,,1,,false\n"
    )
    assert ":1: there are 2 questions, each a contest: “Chair”; “Clerk”; say --question" in refusals(tmp_path, text)[0]
    found = reading(tmp_path, text, question="clerk")
    assert cast(found) == {("Dee", "Cyd"): 1, ("Dee",): 1}
    assert found.ballots.title == "Clerk"


# Rows


def test_rows_that_are_empty_throughout_are_told(tmp_path: Path) -> None:
    found = reading(tmp_path, "ID,Ann,Bob\n7,1,2\n,,\n9,,\n")
    assert cast(found) == {("Ann", "Bob"): 1, (): 1}
    assert [part.why for part in found.parts if part.kind == "line"] == ["the row is empty"]
    bare = reading(tmp_path, "Ann,Bob\n1,2\n,\n")
    assert cast(bare) == {("Ann", "Bob"): 1, (): 1}
    assert "read as papers without a preference" in bare.warnings[0]


def test_the_account_says_what_every_column_is(tmp_path: Path) -> None:
    import json

    found = reading(tmp_path, "ID,Ann,Bob,papers\n7,1,2,3\n")
    said = json.loads(account_json(found))
    assert said["format"] == "hustings-reading/1"
    assert said["read_as"] == "CSV, a column a candidate"
    assert {part["text"]: part["taken_for"] for part in said["parts"]} == {
        "ID": "ignored",
        "Ann": "candidate",
        "Bob": "candidate",
        "papers": "number of papers",
    }
    assert (said["papers"], said["sha256"]) == ("3", found.ballots.sha256)


@pytest.mark.data
def test_minneapolis_2013_reads_with_its_words_understood(data: Path) -> None:
    """The park board contest: 80,101 papers, ten candidates, and undeclared write-ins as one more."""
    found = read(data / "minneapolis/park_board_2013.csv")
    assert (found.ballots.total, len(found.ballots.names)) == (Decimal(80_101), 11)
    assert found.ballots.undeclared == (11,)
    words = {part.text: part.taken_for for part in found.parts if part.kind == "word"}
    assert words == {"undervote": "blank", "overvote": "overvoted", "undeclared write-in": "write-in"}


def test_every_contest_with_columns_of_both_kinds_is_told(tmp_path: Path) -> None:
    text = "Chair [1st choice],Chair [Ann],Clerk [1st choice],Clerk [Bob]\nAnn,1,Bob,1\n"
    said = refusals(tmp_path, text, candidates=("Ann", "Bob"), listed_in="candidates.csv")
    assert len([each for each in said if "stand together; leave one kind" in each]) == 2, said


def test_two_columns_of_rankings_with_one_header_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="two columns are called “Ranking”"):
        reading(tmp_path, "ID,Ranking,ranking\n1,Ann > Bob,Bob\n")


def test_what_a_message_suggests_to_type_is_short_however_long_the_cell(tmp_path: Path) -> None:
    """A cell of 5,000 characters under a list of candidates, and a header of that length."""
    for text, more in (
        (f"Ranking\n{'9' * 5000}\n", {"candidates": ("Ann", "Bob"), "listed_in": "list"}),
        (f"{'T' * 5000},Ann,Bob\nred,1,2\n", {}),
    ):
        with pytest.raises(BadInput) as refused:
            reading(tmp_path, text, **more)
        assert all(len(line) < 500 for line in refused.value.on_command_line().splitlines())


@pytest.mark.parametrize(
    "ranking", ["Ann, Bob", "Ann|Bob", "Ann/Bob", '"Ann\nBob"', '"[""Ann"",""Bob""]"', "1. Ann 2. Bob"]
)
def test_a_ranking_in_a_cell_that_nothing_known_parts_is_no_candidate(tmp_path: Path, ranking: str) -> None:
    cell = ranking if ranking.startswith('"') else f'"{ranking}"'
    with pytest.raises(BadInput, match="may be one name, or a ranking; write > between the names"):
        reading(tmp_path, f"Ranking\n{cell}\nAnn > Cyd\n")


def test_with_a_list_of_candidates_other_marks_part_a_ranking_too(tmp_path: Path) -> None:
    for ranking in ('"Bob, Ann"', "Bob|Ann", '"Bob\nAnn"'):
        found = reading(tmp_path, f"Ranking\n{ranking}\n", candidates=("Ann", "Bob"), listed_in="list")
        assert cast(found) == {("Bob", "Ann"): 1}
    found = reading(tmp_path, 'Ranking\n"Ash, Ann"\n', candidates=("Ash, Ann", "Ash", "Ann"), listed_in="list")
    assert cast(found) == {("Ash, Ann",): 1}


def test_a_name_with_a_comma_that_stands_in_other_rankings_is_a_name(tmp_path: Path) -> None:
    found = reading(tmp_path, 'Ranking\n"ASH, Ann > BEE, Bob"\n"ASH, Ann"\n')
    assert cast(found) == {("ASH, Ann", "BEE, Bob"): 1, ("ASH, Ann",): 1}


def test_a_cell_that_is_partly_other_candidates_is_not_taken_for_one(tmp_path: Path) -> None:
    """A grid of checkboxes writes «Ann, Bob» where somebody marks both; Bob stands nowhere alone."""
    with pytest.raises(BadInput, match=":2: “Ann, Bob” may be one name, or “Ann” and others at one preference"):
        reading(tmp_path, 'First,Second\nAnn,"Ann, Bob"\n')


@pytest.mark.parametrize("word", ["spoilt", "VOID", "Invalid", "#N/A"])
def test_a_word_for_a_paper_set_aside_is_no_candidate(tmp_path: Path, word: str) -> None:
    text = f"First,Second\n{word},\nAnn,Bob\n"
    with pytest.raises(BadInput, match="is no candidate's name, and may mean several things"):
        reading(tmp_path, text)
    assert cast(reading(tmp_path, text, words={word: "blank"})) == {(): 1, ("Ann", "Bob"): 1}


def test_ranks_that_may_begin_at_0_are_asked_about(tmp_path: Path) -> None:
    text = "Ann,Bob,Cyd\n0,1,2\n2,1,0\n"
    with pytest.raises(BadInput, match="every paper has the numbers 0 to 2, so that 0 may be the first preference"):
        reading(tmp_path, text)
    assert cast(reading(tmp_path, text, cells="ranks")) == {("Bob", "Cyd"): 1, ("Bob", "Ann"): 1}
    assert cast(reading(tmp_path, text + "1,0,0\n")) == {("Bob", "Cyd"): 1, ("Bob", "Ann"): 1, ("Ann",): 1}


@pytest.mark.parametrize("header", ["Total", "Spoilt", "Overvote", "Blank", "Withdrawn", "Average"])
def test_a_column_for_no_candidate_is_not_taken_for_one(tmp_path: Path, header: str) -> None:
    with pytest.raises(BadInput, match=f":2: column “{header}” is no candidate, but holds “3”"):
        reading(tmp_path, f"Ann,Bob,{header}\n1,2,3\n2,1,3\n")
    empty = reading(tmp_path, f"Ann,Bob,{header}\n1,2,\n2,1,\n")
    assert empty.ballots.names == ("Ann", "Bob")
    assert ignored(empty) == [header]
    listed = reading(tmp_path, f"Ann,{header}\n1,2\n", candidates=("Ann", header), listed_in="list")
    assert listed.ballots.names == ("Ann", header)


def test_a_column_of_write_ins_is_an_undeclared_candidate(tmp_path: Path) -> None:
    found = reading(tmp_path, "Ann,Bob,Write-in\n1,2,\n2,,1\n")
    assert found.ballots.undeclared == (3,)
    assert any("undeclared write-ins" in part.taken_for for part in found.parts)


def test_a_voter_or_a_paper_that_stands_twice_is_told(tmp_path: Path) -> None:
    twice = reading(tmp_path, "Email,Ann,Bob\na@b.c,1,2\nd@b.c,2,1\na@b.c,2,1\n").warnings
    assert twice == (
        "column “Email” has a value in line 4 that stands before; "
        "if somebody voted twice, take out the rows that do not count",
    )
    assert reading(tmp_path, "Email,Ann,Bob\nanonymous,1,2\nanonymous,2,1\nanonymous,2,1\n").warnings == ()
    assert reading(tmp_path, "Collector ID,Ann,Bob\n4,1,2\n4,2,1\n4,2,1\n").warnings == ()


def test_words_are_said_with_their_meaning() -> None:
    assert words_of(["Ann = Ash=blank", "RON=WRITE-IN"]) == {"ann = ash": "blank", "ron": "write-in"}
    for wrong in ("blank", "=blank", "Ann=blnk"):
        with pytest.raises(BadInput, match="it should be TEXT=MEANING, with a meaning of "):
            words_of([wrong])


def test_cells_are_ranks_or_scores_and_nothing_else() -> None:
    assert [cells_of(said) for said in (None, "ranks", "scores")] == [None, "ranks", "scores"]
    for wrong in ("points", "ranked", "scored", "stars", ""):
        with pytest.raises(BadInput, match="should be ranks or scores"):
            cells_of(wrong)
