"""Local Elections (Northern Ireland) Order 1985 (SI 1985/454), Schedule 2, rules 46 to 52 (definitions in 41).

46      A paper is void unless the figure 1 stands alone for one candidate.
48(1-2) Quota: valid papers divided by one more than the places, the fraction ignored, plus one.
48(3)   A candidate whose votes equal or exceed the quota at any stage is deemed elected; but where there is only one
        vacancy, not before an exclusion has taken place.
49(1-4) A surplus of first preferences sends on all transferable papers, each at the surplus divided by their number,
        two decimal places, remainder ignored, never more than its value.
49(5-7) A later surplus: the same with the last received parcel only.
49(10)  Surpluses wait while their total is less than the difference between the two lowest candidates, or between two
        or more lowest together and the next above.
49(11)  With only one vacancy no surplus is transferred.
50(1)   The largest surplus first; equal ones: who had more at the earliest stage where they differed; else by lot.
50(4)   A paper on which the next preference is unclear, shared by two candidates (whether continuing or not), or breaks
        the sequence is non-transferable. By 41, preferences for the elected and the excluded are ignored; so is a
        second one for a candidate whom the paper has left.
51(1)   When no surplus is to be moved the lowest candidate is excluded.
51(2-9) First the papers with first preferences for the excluded; then the transferred papers by descending value.
        We look for elected candidates after each of these, since paragraph (5) asks whether vacancies still remain.
51(12)  Several lowest are excluded in one operation if their total with the waiting surpluses is less than the next.
51(13)  Equal lowest: who had fewest at the earliest stage where they differed; else by lot.
52(1)   When the continuing candidates are as many as the vacancies they are then deemed elected, and by (3)
        nothing more is transferred: so the exclusion that would leave them so moves no papers.
52(2)   When one vacancy is left, a candidate with at least the votes of all others and all surpluses is elected.
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="northern-ireland",
    title="Northern Ireland local elections",
    source="Local Elections (Northern Ireland) Order 1985 (SI 1985/454), Schedule 2, rules 46-52",
    text=__doc__,
    paragraphs={
        "quota": "48(1)-(2)",
        "election": "48(3)",
        "surplus": "49(1)-(7)",
        "surplus waits": "49(10)",
        "exclusion": "51(1)",
        "exclusion together": "51(12)",
        "batches": "51(2)-(9)",
        "last places": "52(1)",
        "last place by comparison": "52(2)",
        "tied surplus": "50(1)",
        "tied exclusion": "51(13)",
        "completion": "52(3)",
    },
    decimals=2,
    quota="whole",
    one_place_waits_for_exclusion=True,
    surplus_papers="last parcel",
    transfer_value="divided",
    surplus_waits="less than",
    exclude_together="less than",
    batches="first preferences, then by value",
    elect_after_each_batch=True,
    last_places="before",
    last_place_by_comparison=True,
    look_back="earliest",
    overvoted="stops",
    repeated="ignored",
    skipped="stops",
)
