"""Whatever is wrong with the words of a command or the files it is given: one clear line of each, status 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.program import ROOT, hustings

LEAGUE = ROOT / "examples/hedgerow-league"
HEADER = "contest,slate,area,list,1,2,3,4,5,6\n"
NAMES = "Bryony Hawthorn,Alder Fieldfare,Marigold Sedge,Rowan Quickset,Tansy Bullfinch,Juniper Goldcrest"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["frobnicate"], "hustings: No such command 'frobnicate'; `hustings -h` says what there is"),
        (["plan"], "hustings plan: Missing argument 'FOLDER'; `hustings plan -h` says what there is"),
        (["plan", "x", "--lsts", "4"], "hustings plan: No such option: --lsts (Possible options: --lists"),
        (
            ["plan", "x", "--lists", "0"],
            "hustings plan: Invalid value for '--lists': 0 ",
        ),
        (["plan", LEAGUE, "--out", "/no/such/plan.csv"], "/no/such/plan.csv: there is no directory /no/such; make it"),
        (["plan", LEAGUE, "--html", ROOT], f"{ROOT}: this is a directory; a file is wanted"),
        (
            ["evaluate", LEAGUE, "--plan", "p.csv", "--json", "/no/such/x.json"],
            "/no/such/x.json: there is no directory",
        ),
        (["simulate", LEAGUE, "--out", __file__], f"{__file__}: this is a file; a folder is wanted"),
        (["nominations", LEAGUE, "--charts", __file__], f"{__file__}: this is a file; a folder is wanted"),
        (["simulate", "nowhere"], "nowhere: there is no such folder"),
        (["forecast", "fit", "nothing.blt", "--slates", "x.csv"], "nothing.blt: there is no such file"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words: list[object], said: str) -> None:
    done = hustings(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(said)


def test_a_command_that_needs_words_shows_its_help() -> None:
    done = hustings("forecast")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "Usage: hustings forecast [OPTIONS] COMMAND [ARGS]...")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"council,green-lanes,england,A,{NAMES}", "2: nobody votes in england but in the areas within it"),
        (f"council,green-lanes,londn,A,{NAMES}", "2: there is no area “londn” in areas.csv (did you mean “london”?)"),
        ("council,green-lanes,wales,A,Bryony Hawthorn", "2: the order for wales lacks Alder Fieldfare, Marigold Sedge"),
        (
            f"council,green-lanes,wales,A,{NAMES.replace('Alder Fieldfare', 'Bryony Hawthorn')}",
            "2: Bryony Hawthorn has preferences 1 and 2; each name stands once",
        ),
        (
            "treasurer,green-lanes,wales,A,Cowslip Heron",
            " this plan is of “green-lanes” for “treasurer”; the forecast is of “green-lanes” for “council”",
        ),
        (
            "council,open-gate,wales,A,Nobody,No One\ncouncil,open-gate,nowhere,A,Nobody,No One",
            " this plan is of “open-gate” for “council”; the forecast is of “green-lanes” for “council”",
        ),
        ("", " there is no order of green-lanes for council in this plan"),
    ],
)
@pytest.mark.parametrize("command", ["evaluate", "simulate"])
def test_a_plan_that_cannot_be_used_is_told_with_its_line(command: str, row: str, said: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(HEADER + row + "\n")
    done = hustings(command, LEAGUE, "--plan", plan, folder=tmp_path)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{plan}:{said}")
