"""The New Zealand method: Local Electoral Regulations 2001, Schedule 1A (inserted 2003).

5       Quota: votes that are not non-transferable divided by one more than the vacancies, cut to nine decimal places,
        plus 0.000000001.
7       Keep values start at 1. A candidate whose votes equal or exceed the quota becomes successful.
10      A paper gives each candidate what remains times the keep value, rounded up to nine places, and the rest goes on.
13      When the total surplus is below 0.0001, or can no longer be reduced (23), the lowest candidate is excluded.
17      Successful candidates' keep values are multiplied by the quota, and divided by their votes, rounding up.
19, 34  Equal lowest: who was behind at the first difference (the AAFD method, Part 5); else by pseudo-random numbers.
40-48   The numbers come from a generator that starts from the numbers of candidates, vacancies and votes
        (rules/lot.py): no seed is needed. The lowest number goes at odd stages, the highest at even ones. This last
        point we have not been able to compare with the Schedule's own text.

Part 3 of the Schedule says which preferences are recognised. We have not seen its text: as in `meek`, a paper stops
where a preference is shared, repeated or left out.

The official calculator excludes all candidates without a vote at once, and some sure losers early; the Schedule does
not say so, and it changes no winner.
"""

import dataclasses

from hustings.rules.books.meek import RULES as MEEK

RULES = dataclasses.replace(
    MEEK,
    name="meek-nz",
    title="New Zealand local elections (Meek)",
    source="Local Electoral Regulations 2001 (SR 2001/145, New Zealand), Schedule 1A",
    text=__doc__,
    paragraphs={
        "quota": "5",
        "quota again": "11",
        "election": "7, 12",
        "surplus": "17",
        "exclusion": "13",
        "batches": "10",
        "last places": "3",
        "tied exclusion": "19, 34, 40-48",
        "completion": "3",
    },
    look_back="earliest",
    lot="schedule 1A",
    convergence=4,
    tied_within_surplus=False,
)
