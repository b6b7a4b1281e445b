"""The facts at both ends of the plan's report: the contest and the plan in figures, and how the plan is made again."""

from __future__ import annotations

from hustings import __version__
from hustings.election.nouns import Election
from hustings.election.wording import printable
from hustings.narrative import plan_words as words
from hustings.narrative.catalogue import Words
from hustings.narrative.plan_guard import small_percent
from hustings.planning.recommendation import Recommendation


def numbers(found: Recommendation, election: Election, say: Words) -> list[tuple[str, str]]:
    """The facts of the contest and the plan, with their names."""
    forecast, contest = found.forecast, election.contest(found.forecast.contest)
    told = [(say("report.places"), f"{found.seats:,}")]
    for each in contest.constraints:
        which = "made.at_least" if each.sense == "at least" else "made.at_most"
        told.append((say(which), say("made.of_group", number=each.number, group=printable(each.group))))
    told += [
        (say("made.names"), f"{len(found.slate_names):,}"),
        (say("made.areas"), f"{len(forecast.areas):,}"),
        (say("made.voters"), f"{forecast.voters:,}"),
    ]
    return told


def made(found: Recommendation, say: Words, part: Words) -> list[tuple[str, str]]:
    """What the plan was made with, each with its name. part: the words of plans."""
    settings = found.settings
    rounds = say("made.every") if found.every else f"{found.rounds:,}"
    lists = say("made.at_most_so_many", number=f"{settings.lists:,}") if settings.lists else say("made.no_limit")
    bound = say("made.at_most_so_many", number=small_percent(settings.objective.bound))
    return [
        (say("made.objective"), words.objective_name(settings.objective, part)),
        *([(say("made.fewer"), bound)] if settings.objective.guarded else []),
        (say("made.lists"), lists),
        (say("made.scenarios"), f"{found.scenarios:,}"),
        (say("made.choices"), f"{found.choice.scenarios:,}"),
        (say("made.seed"), str(settings.seed)),
        (say("made.rounds"), rounds),
        ("Hustings", __version__),
    ]
