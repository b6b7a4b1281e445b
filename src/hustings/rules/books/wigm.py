"""Weighted inclusive Gregory in exact fractions: `scottish` without any rounding.

1  Quota: valid papers divided by one more than the places, the fraction ignored, plus one.
2  A surplus sends on all the candidate's papers, each at its value times the surplus divided by the candidate's votes,
   as an exact fraction. All else is as in `scottish`, rules 47 to 52.
"""

import dataclasses

from hustings.rules.books.scottish import RULES as SCOTTISH

RULES = dataclasses.replace(
    SCOTTISH,
    name="wigm",
    title="Weighted inclusive Gregory, exact fractions",
    source="The method of the Scottish Order, without its rounding",
    text=__doc__,
    paragraphs={
        "quota": "1",
        "election": "1",
        "surplus": "2",
        "exclusion": "2",
        "batches": "2",
        "last places": "2",
        "tied surplus": "2",
        "tied exclusion": "2",
        "completion": "2",
    },
    decimals=None,
)
