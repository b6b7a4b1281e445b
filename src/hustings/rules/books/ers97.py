"""Electoral Reform Society: How to conduct an election by the Single Transferable Vote, 3rd edition, 1997.

5.1.6   Quota: valid votes divided by one more than the places, to two decimal places; if that is not exact, the
        remainder is dropped and 0.01 added.
5.1.7   In descending order of votes, each continuing candidate is deemed elected whose vote equals or exceeds (a) the
        quota or (b) the total active vote divided by one more than the places not yet filled, while places last.
        (b) is compared in two-decimal numbers: we round it up as the quota is, and find it again after each election.
5.2.2   The largest surplus moves, unless all surpluses together do not exceed (a) the difference between the two
        lowest candidates or (b) the difference between two or more lowest candidates' total, who could be excluded
        together, and the candidate next above. Then they wait and are looked at again at the next stage.
5.2.3   Equal largest surpluses: who had more at the earliest point, after the transfer of a batch of papers, where
        they differed; else by lot.
5.2.5   As many lowest candidates as possible are excluded together, provided that (a) enough remain to fill the places
        and (b) their total with the waiting surpluses does not exceed the vote of the candidate next above. Equal
        lowest: who had fewest at the earliest point where they differed; else by lot.
5.3.1-2 A surplus of first preferences: all the candidate's papers. A later one: the last received batch only.
5.3.3   The papers are sorted by next available preference; those without one are non-transferable.
5.3.7   If the transferable papers are worth more than the surplus, each is worth the surplus divided by their number,
        to two decimal places, remainder ignored; otherwise each keeps its value.
5.4.1-2 The papers of the excluded move together in batches of descending value.
5.4.8   If papers become non-transferable before anybody is deemed elected, the quota is found again without them.
5.4.9   After each batch candidates are deemed elected as in 5.1.7; 5.4.10 they receive nothing from later batches.
5.5.1   If a proposed exclusion would leave only as many continuing candidates as places, all those are deemed elected.
5.5.2   When the places are filled nothing more is transferred and the remaining candidates are formally excluded.
5.6.2   Equal votes and not places for all: the order of the earliest point where they differed; if they never
        differed, none of them is deemed elected at that stage.
6.8-12  A paper is valid if a first preference, standing alone, is unambiguous; it is non-transferable where the next
        preference is missing or void for uncertainty, as a shared one is (we take it so whoever continues). Earlier
        preferences for the elected and the excluded are passed over (6.10), and so is a second one for the same
        candidate.
7.1     A vacancy may be filled by counting all the original papers again, passing over the one who leaves and whoever
        now withdraws, no other elected member being excluded, until a new one is elected. 7.2 Or, for example, by the
        last excluded candidate; 7.3 or it is left (witness/vacancies).
"""

from hustings.rules.book import Rules

RULES = Rules(
    name="ers97",
    title="Electoral Reform Society rules, 3rd edition 1997",
    source="R. A. Newland and F. S. Britton, How to conduct an election by the Single Transferable Vote, 3rd edition, "
    "Electoral Reform Society, 1997",
    text=__doc__,
    paragraphs={
        "quota": "5.1.6",
        "quota again": "5.4.8",
        "election": "5.1.7, 5.3.13, 5.4.9",
        "election by active vote": "5.1.7(b)",
        "surplus": "5.3.1-5.3.10",
        "surplus waits": "5.2.2",
        "exclusion": "5.2.5",
        "exclusion together": "5.2.5",
        "batches": "5.4.1-5.4.11",
        "last places": "5.5.1",
        "tied surplus": "5.2.3",
        "tied exclusion": "5.2.5",
        "tied election": "5.6.2",
        "completion": "5.5.2",
    },
    decimals=2,
    quota="fractional",
    quota_again="until someone is elected",
    elected_by_active_vote=True,
    surplus_papers="last parcel",
    transfer_value="divided",
    surplus_waits="not exceeding",
    exclude_together="not exceeding",
    batches="by value",
    elect_after_each_batch=True,
    last_places="before",
    look_back="earliest",
    look_back_points="batches",
    overvoted="stops",
    repeated="ignored",
    skipped="stops",
)
