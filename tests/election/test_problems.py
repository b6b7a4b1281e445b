"""Problems are said to people at a terminal with its options, and to programs without them."""

from __future__ import annotations

import pickle

from hustings.election.extras import MissingExtra
from hustings.election.problems import BadInput, Problem


def test_a_problem_of_a_parameter_knows_its_field_and_value() -> None:
    problem = Problem("--lot-seed", "“a\u200bb” has a character that cannot be printed; say --lot-seed TEXT")
    assert (problem.file, problem.field, problem.value) == ("", "lot_seed", "a\u200bb")
    assert str(problem) == "lot_seed: “a\ufffdb” has a character that cannot be printed; say lot_seed=TEXT"
    assert problem.on_command_line().startswith("--lot-seed: ")


def test_a_problem_of_a_file_has_its_name_and_line() -> None:
    problem = Problem("ward.blt", "there is no candidate “7”; give their names with --candidates FILE", 3)
    assert (problem.file, problem.line, problem.field, problem.value) == ("ward.blt", 3, "", "7")
    assert (
        str(BadInput([problem, problem])).splitlines()
        == ["ward.blt:3: there is no candidate “7”; give their names with candidates=FILE"] * 2
    )


def test_an_error_comes_from_another_process_as_it_was() -> None:
    for error in (BadInput([Problem("a.blt", "x", 3), Problem("--seats", "y")]), MissingExtra("numpy")):
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.problems, again.status) == (type(error), error.problems, error.status)
        assert again.on_command_line() == error.on_command_line()
