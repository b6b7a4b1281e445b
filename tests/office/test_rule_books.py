"""The rule books side by side, on papers of which a count was published."""

from __future__ import annotations

import re

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


def test_with_seven_places_meek_and_gregory_differ_in_the_last_and_that_is_seen(browser_in: Browser) -> None:
    page = browser_in.page("/rule-books")
    assert "<b>Abbot</b>" in page
    assert "<b>Baron</b>" in page
    assert "<b>Smith</b>" not in page
    assert browser_in.page("/rule-books?seats=99") == browser_in.page("/rule-books?seats=10")
