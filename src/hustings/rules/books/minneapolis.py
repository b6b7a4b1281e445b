"""Minneapolis Code of Ordinances, Title 8.5, chapter 167, as last amended by 2015-Or-065, multiple-seat contests.

167.20    Threshold: valid papers divided by one more than the places, plus one, fractions disregarded.
          Surplus fraction: surplus divided by the candidate's votes, four decimal places, remainder ignored.
          Transfer value: surplus fraction times the paper's present value, four decimal places, remainder ignored.
          Mathematically impossible to be elected: a candidate's votes, with those of all lower or equal candidates
          every surplus and those of undeclared write-ins, would not «equal or surpass» the votes of the candidate
          next above. (Until 2013-Or-055 the ordinance said «surpass».)
167.50(c) Undeclared write-ins are counted together as one group.
167.70(c)(1)a. Votes of the round are counted. Candidates at the threshold, undeclared write-ins apart, are elected once
          they fill the places.
167.70(c)(1)b. Surpluses are found.
167.70(c)(1)c. Before any surplus moves, all who cannot be elected are defeated together, and in the second round all
          undeclared write-ins with them; their papers go to the next continuing candidate. A candidate at the
          threshold is still a continuing candidate, and receives papers, until its own surplus has moved.
167.70(c)(1)d. Else the largest surplus moves, all the candidate's papers. Equal ones: by lot.
167.70(c)(1)e. Else the candidate with fewest votes is defeated. Equal ones: by lot.
167.70(c)(1)f. When the continuing candidates are as many as the places left they are elected. Those defeated in that
          final round keep their votes (c. and e. say so too).
167.70(c)(2) A ranking that is skipped, overvoted or names a candidate again is passed over.

The first tabulation of 167.70(b), against a threshold that counts blank papers, only ends a count early: who is elected
by it is elected by (c).
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="minneapolis",
    title="Minneapolis, multiple-seat contests",
    source="Minneapolis Code of Ordinances, Title 8.5, chapter 167, as amended to 2015-Or-065 (24 July 2015)",
    text=__doc__,
    paragraphs={
        "quota": "167.20",
        "election": "167.70(c)(1)a.",
        "surplus": "167.70(c)(1)d.",
        "exclusion": "167.70(c)(1)e.",
        "exclusion together": "167.70(c)(1)c.",
        "batches": "167.70(c)(1)c., e.",
        "last places": "167.70(c)(1)f.",
        "tied surplus": "167.70(c)(1)d.",
        "tied exclusion": "167.70(c)(1)e.",
        "completion": "167.70(c)(1)f.",
    },
    decimals=4,
    quota="whole",
    elected_receives=True,
    surplus_papers="all",
    transfer_value="fraction",
    exclude_together="less than",
    exclude_before_surplus=True,
    undeclared_first=True,
    last_places="before",
    look_back="none",
    overvoted="passed over",
    repeated="ignored",
    skipped="passed over",
)
