"""Multi-seat first past the post: as many votes as places; what an organisation used before STV.

1  Each of a paper's first so many preferences, as there are places, is one vote. Their order does not matter.
2  The candidates with most votes are elected. Equal votes for the last place: by lot.

3  A candidate has one vote of a paper however often it is named; a preference left out is passed over, and a paper
   stops where two candidates share a preference.

A paper may use fewer votes than it has; these are counted as non-transferable. Constraints are not provided for.
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="plurality",
    title="Multi-seat first past the post",
    source="The common form (block vote)",
    text=__doc__,
    paragraphs={"election": "2", "tied election": "2"},
    procedure="plurality",
    decimals=0,
    quota="none",
    look_back="none",
    overvoted="stops",
    repeated="ignored",
    skipped="passed over",
)
