"""The Alternative Vote (instant run-off): one place.

1  A candidate with more than half of the votes of continuing candidates is elected.
2  Otherwise the candidate with fewest votes is excluded, and its papers go to the next continuing candidate.
3  Equal fewest: who had fewer at the most recent earlier stage where they differed; else by lot.

4  A preference left out, or one for a candidate named before, is passed over; a paper stops where two candidates share
   a preference.
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="irv",
    title="Alternative Vote (instant run-off), one place",
    source="The common form: the single-seat case of the Single Transferable Vote with a majority of continuing votes",
    text=__doc__,
    paragraphs={
        "quota": "1",
        "quota again": "1",
        "election": "1",
        "exclusion": "2",
        "batches": "2",
        "last places": "1",
        "tied exclusion": "3",
        "completion": "1",
    },
    decimals=0,
    quota="majority",
    quota_again="always",
    look_back="most recent",
    overvoted="stops",
    repeated="ignored",
    skipped="passed over",
)
