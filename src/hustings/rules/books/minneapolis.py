"""Minneapolis Code of Ordinances, Title 8.5, chapter 167 (as amended to 2015), multiple-seat contests.

167.20    Threshold: valid papers divided by one more than the places, plus one, fractions disregarded.
          Surplus fraction: surplus divided by the candidate's votes, four decimal places, remainder ignored.
          Transfer value: surplus fraction times the paper's present value, four decimal places, remainder ignored.
          Mathematically impossible to be elected: a candidate's votes, with those of all lower or equal candidates
          and every surplus, are fewer than the votes of the candidate next above. (The ordinance says «not enough to
          surpass», which would also defeat one who could still draw level; we take certainty, as other programs do.)
167.70(1)(a) Votes of the round are counted. Candidates at the threshold are elected once they fill the places.
167.70(1)(b) Surpluses are found.
167.70(1)(c) Before any surplus moves, all who cannot be elected are defeated together; their papers go to the next
          continuing candidate. A candidate at the threshold is still a continuing candidate, and receives papers,
          until its own surplus has moved.
167.70(1)(d) Else the largest surplus moves, all the candidate's papers. Equal ones: by lot.
167.70(1)(e) Else the candidate with fewest votes is defeated. Equal ones: by lot.
167.70(1)(f) When the continuing candidates are as many as the places left they are elected. Those defeated at the very
          end keep their votes.

A skipped ranking is passed over; a paper stops where two candidates share a ranking.
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="minneapolis",
    title="Minneapolis, multiple-seat contests",
    source="Minneapolis Code of Ordinances, Title 8.5, chapter 167, as amended to 2015",
    text=__doc__,
    paragraphs={
        "quota": "167.20",
        "election": "167.70(1)(a)",
        "surplus": "167.70(1)(d)",
        "exclusion": "167.70(1)(e)",
        "exclusion together": "167.70(1)(c)",
        "batches": "167.70(1)(c), (e)",
        "last places": "167.70(1)(f)",
        "tied surplus": "167.70(1)(d)",
        "tied exclusion": "167.70(1)(e)",
        "completion": "167.70(1)(f)",
    },
    decimals=4,
    quota="whole",
    elected_receives=True,
    surplus_papers="all",
    transfer_value="fraction",
    exclude_together="less than",
    exclude_before_surplus=True,
    look_back="none",
    skipped="passed over",
)
