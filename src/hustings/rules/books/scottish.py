"""Scottish Local Government Elections Order 2007, Schedule 1, rules 45 to 52 (the same in the 2011 Order).

45  Papers are sorted by first preferences; these are the votes of stage 1.
46  Quota: valid papers divided by one more than the places, the fraction ignored, plus one.
47  A candidate whose votes equal or exceed the quota, at any stage, is deemed elected.
48  A surplus sends on all the candidate's papers, by next available preference. Each paper is worth the surplus
    times its value when received, divided by the candidate's votes: five decimal places, remainder ignored, for every
    paper by itself. Papers never go to a candidate already deemed elected.
49  The largest surplus first. Equal surpluses: who had more votes at the most recent earlier stage where they
    differed; if there is none, by lot.
50  When no surplus is left the candidate with fewest votes is excluded, one at a time. Papers go on at the value
    at which they were received.
51  Equal fewest: who had fewer votes at the most recent earlier stage where they differed; if there is none, by lot.
52  When the continuing candidates are as many as the places left they are deemed elected, and nothing more is
    transferred. All 23 published counts of 2017 that end so show the last excluded candidate's papers moved first.

art. 2  A next available preference is a later one in consecutive order for a continuing candidate; preferences for the
        elected and the excluded are ignored. So a paper stops at a preference left out or shared by two candidates
        (rule 43 rejects a paper whose first preference is shared or uncertain), and a second preference for a candidate
        whom the paper has left is ignored. The Order has no rule of its own against a candidate marked twice.
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="scottish",
    title="Scottish local government elections",
    source="Scottish Local Government Elections Order 2007 (SSI 2007/42), Schedule 1, rules 45-52",
    text=__doc__,
    paragraphs={
        "quota": "46",
        "election": "47",
        "surplus": "48",
        "tied surplus": "49",
        "exclusion": "50",
        "batches": "50",
        "tied exclusion": "51",
        "last places": "52(1)",
        "completion": "52(2)",
    },
    decimals=5,
    quota="whole",
    surplus_papers="all",
    transfer_value="share",
    look_back="most recent",
    overvoted="stops",
    repeated="ignored",
    skipped="stops",
)
