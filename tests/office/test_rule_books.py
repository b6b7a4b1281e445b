"""The rule books side by side, on papers of which a count was published."""

from __future__ import annotations

import re

import hustings
from hustings.election.examples import example
from office.browsing import Browser


def test_each_rule_book_elects_from_the_published_example(browser_in: Browser) -> None:
    """The example's own result under ERS97: Smith, Duke, Carpenter, Prince, Freeman, Vicar; its quota is 107.58."""
    page = browser_in.page("/rule-books?seats=6")
    rows = dict(re.findall(r'<tr><th scope="row"><a href="#([\w-]+)">.*?</th>(.*?)</tr>', page, re.DOTALL))
    ers97 = re.sub(r"<[^>]+>", " ", rows["ers97"])
    assert {"Smith", "Carpenter", "Prince", "Vicar", "Freeman", "Duke"} <= set(re.findall(r"\w+", ers97))
    assert "Quota: 107.58" in " ".join(ers97.split())
    assert set(rows) == set(re.findall(r'<h3 id="([\w-]+)"', page))
    assert {"scottish", "meek", "labour-nec"} <= set(rows)
    # First past the post takes those with most first preferences; it has neither quota nor stages to speak of.
    assert "Quota: none" in " ".join(re.sub(r"<[^>]+>", " ", rows["plurality"]).split())


def test_names_that_not_every_rule_book_elects_are_in_bold(browser_in: Browser) -> None:
    page = browser_in.page("/rule-books")
    ballots = hustings.read_ballots(example("ers97-model-election.blt"))
    compared = hustings.compare(ballots, hustings.rule_books(), 7, lot_seed="any").elected
    elected = [set(names) for names in compared.values()]
    some = set[str]().union(*elected) - elected[0].intersection(*elected)
    assert some
    assert set(re.findall(r"<b>(\w+)</b>", page)) == some
    assert browser_in.page("/rule-books?seats=99") == browser_in.page("/rule-books?seats=10")
