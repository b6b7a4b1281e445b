"""A new election folder: a commented template, or one made of a few answers that can be planned at once."""

from __future__ import annotations

from pathlib import Path

from hustings.election.extras import extras
from hustings.election.template_folder import check_empty, write_template, write_texts
from hustings.forecast.first_folder import LEVELS as LEVELS
from hustings.forecast.first_folder import SURENESS as SURENESS
from hustings.forecast.first_folder import SlateNames as SlateNames
from hustings.forecast.first_folder import WizardAnswers as WizardAnswers
from hustings.forecast.first_folder import first_folder
from hustings.front.asking import Where


def new_election(folder: Where, answers: WizardAnswers | None = None) -> tuple[str, ...]:
    """Write an election folder, which must be new or empty, and return the names of its files.

    answers: who stands, who votes where and what is believed, for a folder that can be planned at once; without them it
    is a commented template. Raises BadInput.

    >>> from tempfile import mkdtemp
    >>> "election.toml" in hustings.new_election(mkdtemp())
    True
    """
    if answers is None:
        return write_template(Path(folder))
    check_empty(Path(folder))
    return write_texts(Path(folder), first_folder(answers))


def plannable_books(seats: int) -> list[str]:
    """The rule books under which a contest for so many places can be planned."""
    with extras():
        from hustings.planning.asking import plannable
        from hustings.rules.library import names, rule_book

        return [name for name in names() if plannable(rule_book(name), seats)]
