"""Meek's rule, in the reference form of the Proportional Representation Foundation.

After Hill, Wichmann and Woodall, «Algorithm 123: Single Transferable Vote by Meek's method», Computer Journal 30, 1987.

A       Nine decimal places. Every candidate has a keep value: 1 while hopeful or newly elected, 0 when excluded.
B.1     The count is complete when the places are filled, or when the elected and hopeful are no more than the places.
B.2.a   A paper starts with 1 and gives each of its candidates, in order, what remains times the keep value, rounded up;
        the rest goes on. This is done for one paper and then multiplied by how many are alike.
B.2.b   Quota: all votes now held by candidates divided by one more than the places, cut, plus 0.000000001.
B.2.c   Every hopeful candidate with the quota is elected.
B.2.d   The total surplus is what the elected hold above the quota.
B.2.e   If nobody was elected, and the total surplus is below 0.000001 or no longer falls, somebody is excluded.
B.2.f   Otherwise all elected candidates' keep values become keep value times quota, rounded up, divided by votes,
        rounded up (never above 1), all together, and the papers are distributed again.
B.3     The candidate with fewest votes is excluded; all within the total surplus of the lowest count as tied.

The reference rule leaves ties to chance; so there is no look-back, and the lot decides. It says nothing of preferences
that are shared, repeated or left out: a paper counts up to there and stops, which takes nothing into it that the voter
did not say.
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="meek",
    title="Meek's rule (Proportional Representation Foundation)",
    source="Proportional Representation Foundation, Reference Meek Rule; Computer Journal 30 (1987) 277-281",
    text=__doc__,
    paragraphs={
        "quota": "B.2.b",
        "quota again": "B.2.b",
        "election": "B.2.c",
        "surplus": "B.2.f",
        "exclusion": "B.3",
        "batches": "B.2.a",
        "last places": "B.1",
        "tied exclusion": "B.3",
        "completion": "B.1",
    },
    procedure="meek",
    decimals=9,
    quota="least",
    quota_again="always",
    look_back="none",
    overvoted="stops",
    repeated="stops",
    skipped="stops",
    convergence=6,
    tied_within_surplus=True,
)
