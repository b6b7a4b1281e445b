"""A rule book's answers in words, for people who will not read the code."""

from __future__ import annotations

from hustings.rules.book import Rules

QUOTAS = {
    "whole": "Valid votes divided by one more than the places, rounded down, and one vote more",
    "fractional": "Valid votes divided by one more than the places, rounded up to the last decimal place",
    "least": "Votes still held divided by one more than the places, cut, and one more in the last decimal place",
    "hare": "Valid votes divided by the places, rounded up to the last decimal place",
    "majority": "More than half of the votes of the continuing candidates",
    "none": "There is none",
}
QUOTA_AGAIN = {
    "never": "No",
    "until someone is elected": "Until somebody is elected, whenever votes become non-transferable",
    "always": "Yes, before every test for election",
}
SURPLUS_PAPERS = {"all": "All of them", "last parcel": "The last parcel received", "none": "None move"}
VALUES = {
    "share": "The paper's value times the surplus, divided by the candidate's votes, cut",
    "fraction": "The surplus divided by the candidate's votes, cut, times the paper's value, cut",
    "divided": "The surplus divided by the number of transferable papers, cut, and never more than before",
    "none": "There is none",
}
WAITS = {
    "never": "Never",
    "not exceeding": "When, added to the lowest candidates' votes, they do not exceed those of the next",
    "less than": "When, added to the lowest candidates' votes, they are less than those of the next",
}
TOGETHER = {
    "never": "No, one at a time",
    "not exceeding": "As many as, with all waiting surpluses, do not exceed the next candidate's votes",
    "less than": "As many as, with all surpluses, have less than the next candidate's votes",
}
BATCHES = {
    "one": "All at once, each at the value at which it was received",
    "by value": "In batches by value, the highest first",
    "first preferences, then by value": "First preferences first, then transferred papers by value, the highest first",
}
LAST_PLACES = {
    "after": "They are elected once a stage has left them so",
    "before": "They are elected before the exclusion that would leave them so, which does not take place",
}
LOOK_BACK = {
    "earliest": "The earliest point at which they differed, then a lot",
    "most recent": "The most recent point at which they differed, then a lot",
    "none": "A lot",
}
LOTS = {
    "seed": "By SHA-256 of a published seed, the stage, the purpose and the name",
    "schedule 1A": "By the pseudo-random numbers of the New Zealand schedule",
}
OVERVOTED = {
    "stops": "The paper counts up to there and stops",
    "passed over": "It is passed over",
    "stops if several continue": "The paper stops there if two or more of them may still receive it; one alone does",
    "stops if any continues": "The paper stops there if any of them may still receive it",
}
REPEATED = {
    "ignored": "The second naming is passed over",
    "stops": "The paper stops at the second naming",
    "invalid": "The paper is invalid",
}
SKIPPED = {
    "stops": "The paper stops there",
    "passed over": "It is passed over",
    "stops after two": "One is passed over; a second one directly behind it stops the paper",
}


def answers_in_words(rules: Rules) -> list[tuple[str, str]]:
    """The questions that matter under this rule book, and its answers, in the order of a count."""
    places = "Exactly, in fractions" if rules.decimals is None else f"To {rules.decimals} decimal places"
    told = [("How exactly is a vote counted?", "In whole votes" if rules.decimals == 0 else places)]
    if rules.procedure == "plurality":
        told.append(("What is a vote?", "Each of a paper's first preferences, as many as there are places"))
        told.append(("Who is elected?", "The candidates with most votes"))
    else:
        told.append(("What is the quota?", QUOTAS[rules.quota]))
        told.append(("Is the quota found again?", QUOTA_AGAIN[rules.quota_again]))
    if rules.elected_by_active_vote:
        told.append(
            ("Is anybody elected below the quota?", "At the active vote divided by one more than the places left")
        )
    if rules.one_place_waits_for_exclusion:
        told.append(("And for one place?", "Nobody is elected before somebody has been excluded"))
    told += _transfers(rules) if rules.procedure == "transfers" else _shares(rules)
    told.append(("How are ties broken?", LOOK_BACK[rules.look_back]))
    told.append(("How is the lot drawn?", LOTS[rules.lot]))
    told.append(("What of two candidates at one preference?", OVERVOTED[rules.overvoted]))
    told.append(("What of a candidate named a second time?", REPEATED[rules.repeated]))
    told.append(("What of a preference that was left out?", SKIPPED[rules.skipped]))
    return told


def _transfers(rules: Rules) -> list[tuple[str, str]]:
    told = []
    if rules.surplus_papers != "none":
        told.append(("Which papers carry a surplus on?", SURPLUS_PAPERS[rules.surplus_papers]))
        told.append(("At what value?", VALUES[rules.transfer_value]))
        told.append(("When may surpluses wait?", WAITS[rules.surplus_waits]))
    if rules.elected_receives:
        told.append(("Do the elected still receive papers?", "Until their own surplus has moved"))
    if rules.undeclared_first:
        told.append(("When do undeclared write-ins go?", "At the second stage, whatever their votes"))
    if rules.exclude_before_surplus:
        told.append(("Who goes before surpluses move?", "Candidates who could not catch up with all surpluses"))
    told.append(("Are several excluded together?", TOGETHER[rules.exclude_together]))
    told.append(("How do papers of the excluded move?", BATCHES[rules.batches]))
    if rules.elect_after_each_batch:
        told.append(("Is anybody elected between batches?", "Yes, after each, and receives nothing more"))
    told.append(("When candidates are as many as places?", LAST_PLACES[rules.last_places]))
    if rules.last_place_by_comparison:
        told.append(("And the very last place?", "Elected is whoever has at least all others' votes and surpluses"))
    return told


def _shares(rules: Rules) -> list[tuple[str, str]]:
    if rules.procedure == "plurality":
        return []
    keeps = "keeps the same share" if rules.procedure == "meek" else "takes the same price"
    return [
        (
            "How do surpluses move on?",
            f"Of every paper an elected candidate {keeps}; the rest goes to the next preference",
        ),
        (
            "How closely?",
            f"Until the total surplus is below one vote in {10 ** (rules.convergence or 0):,}, or no longer falls",
        ),
        ("Are several excluded together?", "No, one at a time"),
        ("When candidates are as many as places?", LAST_PLACES[rules.last_places]),
    ]
