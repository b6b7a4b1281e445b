"""Which answers need which others, and so exclude the rest."""

from __future__ import annotations

from hustings.rules.questions import NUMBER, Needs

NEEDS = (
    Needs("procedure", ("transfers",), "quota", ("whole", "fractional", "least", "majority", "hare")),
    Needs("procedure", ("plurality",), "quota", ("none",)),
    # All candidates at a tie have one vote total, at the only stage.
    Needs("procedure", ("plurality",), "look_back", ("none",)),
    Needs("procedure", ("plurality",), "decimals", (NUMBER,)),
    Needs("procedure", ("meek", "warren"), "quota", ("whole", "fractional", "least", "hare")),
    # Votes change with every iteration, so the quota is found with them.
    Needs("procedure", ("meek", "warren"), "quota_again", ("always",)),
    Needs("procedure", ("meek", "warren"), "convergence", (NUMBER,)),
    Needs("procedure", ("meek", "warren"), "decimals", (NUMBER,)),
    # The end of an iteration is no exclusion that could be proposed and not take place.
    Needs("procedure", ("meek", "warren"), "last_places", ("after",)),
    Needs("quota", ("least",), "decimals", (NUMBER,)),
    Needs("surplus_papers", ("all",), "transfer_value", ("share", "fraction")),
    Needs("surplus_papers", ("last parcel",), "transfer_value", ("divided",)),
    Needs("surplus_papers", ("none",), "transfer_value", ("none",)),
    # Surpluses wait by the same test by which several are excluded, where both are asked.
    Needs("surplus_waits", ("not exceeding",), "exclude_together", ("never", "not exceeding")),
    Needs("surplus_waits", ("less than",), "exclude_together", ("never", "less than")),
    Needs("surplus_waits", ("not exceeding", "less than"), "exclude_before_surplus", (False,)),
    Needs("surplus_waits", ("not exceeding", "less than"), "surplus_papers", ("all", "last parcel")),
    Needs("exclude_before_surplus", (True,), "exclude_together", ("not exceeding", "less than")),
    Needs("elected_receives", (True,), "surplus_papers", ("all", "last parcel")),
    Needs("elect_after_each_batch", (True,), "batches", ("by value", "first preferences, then by value")),
    Needs("look_back_points", ("batches",), "batches", ("by value", "first preferences, then by value")),
    Needs("look_back_points", ("batches",), "look_back", ("earliest", "most recent")),
)
"""Which answers need which others, and so exclude the rest."""
