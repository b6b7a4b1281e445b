"""What was done at each stage and why, in plain words with the figures."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import assume, given

from elections import at_least, at_most, election, question
from hustings.ballots.ballots import Ballots
from hustings.counting.count import count
from hustings.narrative.count import action, paragraphs, reason
from hustings.record.record import CountRecord, record_of
from hustings.rules.question import Decision, Question
from strategies import counts

NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse")


def record(ballots: Ballots, ask: Question) -> CountRecord:
    named = dataclasses.replace(ballots, names=NAMES[: len(ballots.names)])
    return record_of(named, ask, count(named, ask), ["statute counter"])


def told(made: CountRecord) -> list[str]:
    return [reason(made, stage) for stage in made.facts.stages]


@given(counts())
def test_every_stage_of_every_count_is_told_in_whole_sentences(case: tuple[Ballots, Question]) -> None:
    ballots, ask = case
    try:
        facts = count(ballots, ask)
    except ValueError:
        assume(False)
    made = record_of(ballots, ask, facts, ["statute counter"])
    for stage in facts.stages:
        text = reason(made, stage)
        assert re.fullmatch(r"[A-Z].*\.", text), text
        assert not re.search(r"\s\s|\.\.|None|,\.|;\.| [,.;]|\bof \.|[\u2068\u2069]", text), text
        assert all(made.names[number - 1] in text for number in stage.elected + stage.excluded), text
        assert action(made, stage)
        assert set(paragraphs(made, stage)) <= {
            one for cited in ask.rules.paragraphs.values() for one in [cited, *cited.split(", ")]
        }


def test_the_quota_is_explained_with_its_figures() -> None:
    """60 papers, 2 places: 60 / 3 = 20 exactly by ers97; 21 by the Scottish rules."""
    ballots = election({"ABC": 30, "B": 16, "CB": 14})
    assert (
        "The quota is 20: 60 papers divided by 3, one more than the places"
        in told(record(ballots, question("ers97", 2)))[0]
    )
    scottish = told(record(ballots, question("scottish", 2)))[0]
    assert (
        "The quota is 21: 60 papers divided by 3, one more than the places, rounded down, and one vote more" in scottish
    )
    assert "(paragraph 46)" in scottish
    assert scottish.endswith("Ash (30) has reached the quota and is elected (paragraph 47).")


def test_a_surplus_says_how_large_it_is_and_at_what_value_papers_move() -> None:
    """Quota 21; A has 30, 9 over: by the Scottish rules 9 / 30 = 0.3 a paper, all to B."""
    made = record(election({"ABC": 30, "B": 16, "CB": 14}), question("scottish", 2))
    stage = made.facts.stages[1]
    assert action(made, stage) == "Surplus of Ash"
    text = reason(made, stage)
    assert "Ash has 30 votes, 9 over the quota of 21, the only surplus (paragraph 48)." in text
    assert "each moves on at 0.3 of its value, the surplus of 9 divided by 30" in text
    assert "Birch (9) receives votes." in text
    assert "Birch (25) has reached the quota and is elected" in text
    assert text.endswith("All 2 places are filled; Cedar is not elected (paragraph 52(2)).")


def test_a_later_surplus_of_the_last_parcel_moves_that_parcel_only() -> None:
    """Northern Ireland: quota ⌊100 / 4⌋ + 1 = 26. A's surplus of 14 ends there. E's 8 papers bring B to 30, 4 over:
    only those 8 are looked at, and each goes on to D at 4 / 8 = 0.50."""
    made = record(election({"A": 40, "B": 22, "C": 16, "D": 14, "EBD": 8}), question("northern-ireland", 3))
    surplus = made.facts.stages[3]
    assert action(made, surplus) == "Surplus of Birch"
    assert "The last parcel received, 8 papers, is sorted by next preference" in reason(made, surplus)
    assert "each that can be transferred moves on at 0.5 of a vote" in reason(made, surplus)
    assert "none of them can be transferred" in told(made)[1]


def test_surpluses_that_wait_say_why() -> None:
    """Quota 100 / 3 = 33.34. A is 1.66 over; with the 15 of D and E that makes 16.66, less than C's 20."""
    made = record(election({"AB": 35, "B": 30, "C": 20, "DC": 10, "EC": 5}), question("ers97", 2))
    second = made.facts.stages[1]
    assert action(made, second) == "Exclusion of Dogwood and Elm"
    assert reason(made, second).startswith(
        "The surplus of Ash, 1.66 votes, waits, because it cannot save Dogwood and Elm: with it Dogwood and Elm have "
        "16.66, no more than the 20 of Cedar (paragraph 5.2.2). Dogwood (10) and Elm (5) are excluded together"
    )


def test_a_tie_settled_by_look_back_names_the_stage_and_both_figures() -> None:
    """D (3) goes first, 1 paper to C: B and C have 8 each, C had 7 at stage 1 and is excluded."""
    made = record(election({"A": 15, "BA": 8, "CA": 7, "DC": 1, "D": 2}), question("scottish", 1))
    third = made.facts.stages[2]
    assert action(made, third) == "Exclusion of Cedar"
    assert reason(made, third).startswith(
        "Birch and Cedar have equal votes, so are tied for exclusion. Cedar had fewer at the end of stage 1, the most "
        "recent point where they differed (7 against 8), and is excluded (paragraph 51)."
    )


def test_a_lot_names_its_seed_and_a_decision_the_returning_officer() -> None:
    ballots = election({"A": 15, "B": 8, "C": 8})
    drawn = told(record(ballots, question("scottish", 1, lot_seed="17 May")))
    assert "They had equal votes at every earlier point. The lot drawn with the seed “17 May” decides that" in drawn[1]
    ask = question("scottish", 1, decisions=(Decision(2, "exclusion", 3),))
    decided = record(ballots, ask)
    assert "The recorded decision of the returning officer is that Cedar is excluded" in told(decided)[1]


def test_the_last_places_are_filled_without_the_exclusion_that_would_leave_no_choice() -> None:
    """Northern Ireland: quota 26, A's surplus of 4 ends there, E goes; without D, B and C are as many as the places."""
    made = record(election({"A": 30, "B": 24, "C": 20, "D": 15, "E": 11}), question("northern-ireland", 3))
    last = made.facts.stages[-1]
    assert action(made, last) == "Last places"
    assert reason(made, last).startswith(
        "The exclusion of Dogwood (15) would leave only as many candidates as places, so Birch and Cedar are elected "
        "without it (paragraph 52(1))."
    )


def test_a_guarded_candidate_is_explained_by_its_constraint() -> None:
    """At least 1 of C and D, 2 places, quota 21. When D has gone, C is the only woman left, with the fewest votes."""
    ask = question("scottish", 2, constraints=(at_least(1, [3, 4]),))
    made = record(election({"A": 20, "B": 18, "E": 12, "C": 7, "D": 3}), ask)
    texts = told(made)
    assert (
        "Cedar is guarded from here on and may not be excluded: at least 1 of “women” must be elected; none is so far, "
        "and only 1 more is left." in texts[1]
    )
    assert "Elm has the fewest votes of those who may be excluded, 12, and is excluded" in texts[2]
    assert "Cedar (7) has fewer but is guarded and passed over." in texts[2]


def test_a_doomed_candidate_is_explained_by_its_constraint() -> None:
    """At most 1 of A and B: once A is elected B is doomed, quota or not, and goes first."""
    ask = question("scottish", 2, constraints=(at_most(1, [1, 2], "incumbents"),))
    made = record(election({"A": 30, "BC": 25, "C": 5, "D": 4}), ask)
    texts = told(made)
    assert (
        "Birch is doomed and can no longer be elected: at most 1 of “incumbents” may be elected; 1 is so far."
        in texts[0]
    )
    assert any("Birch, who can no longer be elected, is excluded first" in text for text in texts)


def test_those_for_whom_the_last_places_leave_no_room_are_doomed() -> None:
    """At least 1 of C and D, 2 places, quota 21: when A has the first place, the second is needed; B is doomed."""
    made = record(
        election({"A": 21, "B": 19, "CD": 12, "DC": 8}), question("scottish", 2, constraints=(at_least(1, [3, 4]),))
    )
    assert (
        "Birch is doomed and can no longer be elected: at least 1 of “women” must be elected; none is so far, and the "
        "one place left is needed for more of them." in told(made)[0]
    )


def test_no_contest_and_unfilled_places_are_said() -> None:
    (text,) = told(record(election({"A": 3, "B": 2}), question("ers97", 3)))
    assert text.startswith("There is no contest: 2 candidates for 3 places. Ash and Birch are elected unopposed.")
    assert text.endswith("One place remains unfilled.")


def test_a_lowered_quota_says_from_what_to_what() -> None:
    """ers97 5.4.8: quota 90 / 3 = 30; D's 9 papers go no further before anybody is elected: 81 / 3 = 27."""
    made = record(election({"A": 29, "B": 28, "C": 24, "D": 9}), question("ers97", 2))
    assert (
        "The quota falls from 30 to 27, because of the votes that have become non-transferable (paragraph 5.4.8)."
        in told(made)[1]
    )


def test_plurality_says_that_the_order_of_preferences_plays_no_part() -> None:
    first, *rest = told(record(election({"AB": 9, "BC": 5, "C": 4}), question("plurality", 2)))
    assert not rest
    assert first.startswith("Each of the 18 papers gives a vote to each of its first 2 preferences.")


@pytest.mark.parametrize("rules", ["ers97", "meek"])
def test_names_are_handed_out_for_marking_and_otherwise_left_alone(rules: str) -> None:
    ballots = dataclasses.replace(election({"A": 9, "B": 5, "C": 4}), names=("van Ash", "<b>", "de \u2069C"))
    ask = question(rules, 1)
    made = record_of(ballots, ask, count(ballots, ask), ["statute counter"])
    assert "van Ash (9" in reason(made, made.facts.stages[-1])
    assert "[van Ash] (9" in reason(made, made.facts.stages[-1], lambda name: f"[{name}]")
