"""Filling vacant places by countback and by the runner-up: who sits, who has gone, and the constraints of the body."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from elections import at_least, at_most, election, question
from hustings.ballots.ballots import Ballots
from hustings.election.problems import BadInput
from hustings.narrative.vacancy import body_said, vacancy_json, vacancy_said
from hustings.record.body import Body, Vacancy
from hustings.record.body_json import read_body
from hustings.record.record import digest_for
from hustings.rules.lot import LotNeeded
from hustings.rules.question import Constraint, Decision, Impossible
from hustings.witness.declaring import declare
from hustings.witness.replaying import recounted, replay
from hustings.witness.vacancies import AnswerNeeded, Counting, VacancyQuestion, fill_vacancy, same_ballots
from strategies import ballots as some_ballots

ALONE = Counting(one_witness=True)


def elected(ballots: Ballots, seats: int = 2, *constraints: Constraint, **more: object) -> Body:
    asked = question("scottish", seats, constraints=constraints, **more)
    return Body(declare(ballots, asked, one_witness=True).record)


def filled(body: Body, ballots: Ballots, *leavers: int, method: str = "countback", **more: object) -> Body:
    asked = VacancyQuestion(leavers=leavers, method=method, **more)  # type: ignore[arg-type]
    return fill_vacancy(body, ballots, asked, ALONE)


def last(body: Body) -> Vacancy:
    return body.vacancies[-1]


# 100 papers, 2 seats, quota 34. A 40 is elected; of its surplus of 6, half goes to D: 8. D goes: C has 28 + 5 = 33,
# more than B's 27. B goes, and C is elected. A and C sit.
PLAIN = election({"A": 20, "AD": 20, "B": 27, "C": 28, "DC": 5})


def test_a_countback_passes_over_the_leaver_and_elects_the_first_who_does_not_sit() -> None:
    """Without A: 20 of its papers are invalid, 20 go to D: D 25, B 27, C 28; 80 valid, quota 27. B and C have it at
    once: C sits, B is the newcomer."""
    body = elected(PLAIN)
    assert set(body.sitting) == {1, 3}
    after = filled(body, PLAIN, 1)
    assert (last(after).newcomers, after.sitting, after.gone, after.vacant) == ((2,), (3, 2), (1,), 0)
    countback = last(after).countback
    assert countback is not None
    assert countback.facts.stages[0].elected == (3, 2)


def test_the_runner_up_is_the_candidate_excluded_last() -> None:
    """D goes first and B last."""
    body = elected(PLAIN)
    assert [stage.of for stage in body.election.facts.stages if stage.kind == "exclusion"] == [(4,), (2,)]
    assert last(filled(body, PLAIN, 1, method="runner-up")).newcomers == (2,)
    assert last(filled(body, PLAIN, 1, 3, method="runner-up")).newcomers == (2, 4)


def test_of_several_who_still_stood_the_runner_up_has_most_votes() -> None:
    """A 40 and B 35 fill both places at once (quota 34): C 15 and D 10 still stand."""
    ballots = election({"A": 40, "B": 35, "C": 15, "D": 10})
    assert last(filled(elected(ballots), ballots, 2, method="runner-up")).newcomers == (3,)


def test_equal_runners_up_are_settled_by_lot_or_by_a_decision_that_is_used() -> None:
    """Both places are filled at stage 1; a lot among runners-up belongs to stage 2."""
    ballots = election({"A": 40, "B": 40, "C": 10, "D": 10})
    body = elected(ballots)
    by_lot = filled(body, ballots, 1, method="runner-up")
    assert last(by_lot).ties[0].by == "lot"
    assert "are equal, and a lot chooses" in vacancy_said(by_lot, last(by_lot))
    with pytest.raises(LotNeeded) as needed:
        filled(elected(ballots, lot_seed=None), ballots, 1, method="runner-up")
    assert (needed.value.among, needed.value.votes) == ((3, 4), ("10.00000", "10.00000"))
    decision = Decision(2, "election", 4)
    decided = last(filled(body, ballots, 1, method="runner-up", decisions=(decision,)))
    assert (decided.newcomers, decided.decisions, decided.ties[0].by) == ((4,), (decision,), "decision")
    for wrong in (Decision(1, "election", 4), Decision(2, "exclusion", 4), Decision(2, "election", 2)):
        with pytest.raises(
            BadInput, match="settles no tie among the runners-up, which would be for election at stage 2"
        ):
            filled(body, ballots, 1, method="runner-up", decisions=(wrong,))


# 100 papers, 3 seats, quota 26. A 30 and B 30 are elected at once; C 15, D 14, E 11. A's surplus of 4 goes to E,
# 0.13333 a paper: 14.99990. D goes, its papers to nobody; then E, and C has 26. A, B and C sit.
# Without A its 30 papers are E's: E 41, B 30 and then C 15, D 14. E's surplus goes to D, but for the 11 papers for C.
SITTING = election({"AED": 30, "B": 30, "C": 15, "D": 14, "EC": 11})


@pytest.mark.parametrize("protect", [False, True])
def test_the_newcomer_is_the_first_elected_of_those_who_do_not_sit(protect: bool) -> None:
    """E is the newcomer either way: E is elected at the first stage of the countback. Without protection C, who sits,
    would lose to D; with it, D goes."""
    body = elected(SITTING, 3)
    assert set(body.sitting) == {1, 2, 3}
    after = filled(body, SITTING, 1, protect_sitting=protect)
    assert last(after).newcomers == (5,)
    countback = last(after).countback
    assert countback is not None
    assert set(countback.facts.elected) == ({2, 3, 5} if protect else {2, 4, 5})
    assert ("C sits on, though not elected in the recount" in vacancy_said(after, last(after))) == (not protect)


def test_sitting_members_are_protected_unless_the_organisation_says_no() -> None:
    """ers97 7.1: with the provision that no other previously elected representative should be excluded."""
    assert last(filled(elected(SITTING, 3), SITTING, 1)).protect_sitting


def test_whoever_declines_is_passed_over() -> None:
    body = elected(SITTING, 3)
    assert last(filled(body, SITTING, 1, declining=(5,))).newcomers == (4,)
    assert last(filled(body, SITTING, 1, declining=(4,), method="runner-up")).newcomers == (5,)


# vac2.blt: 33 papers for 3 places, quota 9; A (13), C (9) and D are elected.
SECOND = election({"D": 5, "AE": 8, "ECAD": 1, "CBA": 9, "AC": 5, "BC": 5})
WOMEN = at_least(1, {1, 5})


def test_a_vacancy_after_a_vacancy_is_filled_from_the_last_record() -> None:
    """Without A: E 9, D 5, C 14, B 5 of 33, quota 9: C and E are elected at once. C sits, so E comes. Without A and C:
    D 5, E 9, B 14: B and E have the quota, E sits now and D sits; so B comes, where E leaves instead as well."""
    body = elected(SECOND, 3)
    assert set(body.sitting) == {1, 3, 4}
    first = filled(body, SECOND, 1)
    assert last(first).newcomers == (5,)
    then = filled(first, SECOND, 3)
    assert (last(then).newcomers, set(then.sitting), then.gone) == ((2,), {4, 5, 2}, (1, 3))
    newcomer_leaves = filled(first, SECOND, 5)
    assert (last(newcomer_leaves).newcomers, set(newcomer_leaves.sitting)) == ((2,), {3, 4, 2})


def test_several_leave_at_once() -> None:
    """Without A and C: B 14, E 9 and D 5, who sits: B and E come."""
    after = filled(elected(SECOND, 3), SECOND, 1, 3)
    assert (last(after).newcomers, set(after.sitting), after.vacant) == ((2, 5), {4, 2, 5}, 0)


def test_nobody_is_declared_where_the_newcomer_would_break_a_constraint_of_the_body() -> None:
    """A was the one woman elected. The runner-up B would leave none; E, excluded before B, is a woman."""
    body = elected(SECOND, 3, WOMEN)
    assert set(body.sitting) == {1, 3, 4}
    with pytest.raises(AnswerNeeded) as needed:
        filled(body, SECOND, 1, method="runner-up")
    assert (needed.value.status, needed.value.broken) == (4, (WOMEN,))
    assert needed.value.on_command_line().endswith(
        "with --constraint keep, E fills the place; with --constraint lapse, B fills the place"
    )
    kept = last(filled(body, SECOND, 1, method="runner-up", constraint="keep"))
    assert (kept.newcomers, kept.passed_over, kept.otherwise, kept.broken) == ((5,), (2,), (2,), (WOMEN,))
    lapsed = last(filled(body, SECOND, 1, method="runner-up", constraint="lapse"))
    assert (lapsed.newcomers, lapsed.constraint, lapsed.broken) == ((2,), "lapse", (WOMEN,))


def test_no_more_of_a_group_may_sit_than_the_constraint_allows() -> None:
    """A, C and D sit. The runner-up is B; B and D are of the group of which one may sit."""
    body = elected(SECOND, 3, at_most(1, {2, 4}, "officers"))
    assert set(body.sitting) == {1, 3, 4}
    with pytest.raises(AnswerNeeded, match="at most 1 of officers"):
        filled(body, SECOND, 1, method="runner-up")
    assert last(filled(body, SECOND, 4, method="runner-up")).newcomers == (2,)


def test_where_the_constraint_is_kept_and_nobody_fits_the_place_stays_vacant() -> None:
    body = elected(SECOND, 3, WOMEN)
    for method in ("countback", "runner-up"):
        with pytest.raises(AnswerNeeded, match="the place stays vacant"):
            filled(body, SECOND, 1, method=method, declining=(5,))
        after = filled(body, SECOND, 1, method=method, declining=(5,), constraint="keep")
        assert (last(after).newcomers, after.vacant) == ((), 1)
        assert "stays vacant: with nobody who could come could the body meet" in vacancy_said(after, last(after))


def test_as_many_of_two_places_are_filled_as_the_kept_constraint_allows() -> None:
    """A, C and D sit; A and C leave. Of B and E, who alone can come, at most one may sit: one place stays vacant."""
    body = elected(SECOND, 3, at_most(1, {2, 5}, "officers"))
    assert set(body.sitting) == {1, 3, 4}
    for method in ("countback", "runner-up"):
        after = filled(body, SECOND, 1, 3, method=method, constraint="keep")
        assert (last(after).newcomers, after.vacant) == ((2,), 1)


def test_a_countback_that_keeps_the_constraint_dooms_everybody_with_whom_the_body_could_not_meet_it() -> None:
    """Quota 12: A is elected; E, then D go, so A, B and C sit. Without A, D (9) would come before E (3), who alone is a
    woman."""
    ballots = election({"A": 12, "B": 10, "C": 11, "D": 9, "E": 3})
    body = elected(ballots, 3, WOMEN)
    assert set(body.sitting) == {1, 2, 3}
    with pytest.raises(AnswerNeeded, match="keep, E fills the place; with constraint lapse, D fills"):
        filled(body, ballots, 1)
    kept = last(filled(body, ballots, 1, constraint="keep"))
    assert kept.newcomers == (5,)
    assert kept.countback is not None
    assert 4 in kept.countback.facts.stages[0].doomed


def test_the_countback_that_keeps_the_constraint_fills_a_place_beside_all_who_sit() -> None:
    """Quota 12 of 55 papers: A is elected; E, then D go, and B, C and F sit with her. Without A, E alone is a woman."""
    ballots = election({"A": 12, "B": 11, "C": 10, "D": 9, "E": 3, "F": 10})
    body = elected(ballots, 4, WOMEN)
    assert set(body.sitting) == {1, 2, 3, 6}
    assert last(filled(body, ballots, 1, constraint="keep")).newcomers == (5,)


# 47 papers, 3 places, quota 12: A is elected; F (2), E (3) and D (9) go, so A, B and C sit. Without A: B 10, C 11,
# D 10, E 3, F 3 of 37, quota 10: B, C and D are elected at once, and the body has no woman (A, E, F). If that is kept,
# D goes at stage 3, after C's surplus; then E and F are equal, and one of them goes at stage 4.
EQUAL = election({"A": 10, "AF": 1, "AD": 1, "B": 10, "C": 11, "D": 9, "E": 3, "F": 2})
THREE_WOMEN = at_least(1, {1, 5, 6})


def test_a_decision_may_be_for_a_tie_of_the_recount_that_keeps_the_constraint_alone() -> None:
    body = elected(EQUAL, 3, THREE_WOMEN, lot_seed=None)
    with pytest.raises(LotNeeded, match="stage 4"):
        filled(body, EQUAL, 1, constraint="keep")
    decision = Decision(4, "exclusion", 5, "ties.csv", 2)
    kept = filled(body, EQUAL, 1, constraint="keep", decisions=(decision,))
    assert (last(kept).newcomers, last(kept).otherwise) == ((6,), (4,))
    assert replay(kept, EQUAL, ALONE) == []
    with pytest.raises(AnswerNeeded, match="keep, F fills the place; with constraint lapse, D fills"):
        filled(body, EQUAL, 1, decisions=(decision,))


def test_where_only_the_recount_that_keeps_the_constraint_is_tied_the_answer_is_asked_for_first() -> None:
    with pytest.raises(AnswerNeeded, match="with constraint lapse, D fills"):
        filled(elected(EQUAL, 3, THREE_WOMEN, lot_seed=None), EQUAL, 1)


def test_a_decision_for_no_tie_of_either_recount_is_refused() -> None:
    """Where the constraint lapses, the recount that keeps it is not made; a second row for a tie settles none."""
    body = elected(EQUAL, 3, THREE_WOMEN, lot_seed=None)
    decision = Decision(4, "exclusion", 5, "ties.csv", 2)
    for constraint, decisions in (
        ("lapse", (decision,)),
        ("keep", (decision, Decision(3, "exclusion", 5, "ties.csv", 3))),
        ("keep", (decision, dataclasses.replace(decision, chosen=6))),
        ("keep", (decision, dataclasses.replace(decision))),
    ):
        with pytest.raises(BadInput, match="settles no tie"):
            filled(body, EQUAL, 1, constraint=constraint, decisions=decisions)


def test_an_answer_that_no_constraint_asks_for_is_not_written_down() -> None:
    body = elected(SECOND, 3, WOMEN)
    assert last(filled(body, SECOND, 1, constraint="lapse")).constraint is None


def test_only_sitting_members_can_leave_and_only_others_can_decline() -> None:
    body = elected(PLAIN)
    with pytest.raises(BadInput, match="D does not sit; those who do are A and C"):
        filled(body, PLAIN, 4)
    with pytest.raises(BadInput, match="C sits already"):
        filled(body, PLAIN, 1, declining=(3,))
    after = filled(body, PLAIN, 1)
    with pytest.raises(BadInput, match="A does not sit"):
        filled(after, PLAIN, 1)


def test_a_vacancy_is_filled_from_the_ballots_of_the_record() -> None:
    with pytest.raises(BadInput, match="not the record's ballots"):
        same_ballots(elected(PLAIN).election, SITTING, "other.blt")
    with pytest.raises(BadInput, match="not the record's ballots"):
        filled(elected(PLAIN), SITTING, 1)


def test_other_ballots_are_refused_whether_their_digest_is_the_greater_or_the_less() -> None:
    record = elected(PLAIN).election
    others = [election({"A": papers, "B": 1, "C": 1, "D": 1}) for papers in range(1, 9)]
    assert len({digest_for(record, each) < record.ballots.sha256 for each in others}) == 2
    for each in others:
        with pytest.raises(BadInput, match="not the record's ballots"):
            same_ballots(record, each, "other.blt")


def test_a_lot_in_a_countback_is_needed_as_in_a_count() -> None:
    """Without A, B and C are equal and D's papers do not part them."""
    ballots = election({"A": 10, "B": 4, "C": 4, "D": 1})
    body = elected(ballots, 1, lot_seed=None)
    with pytest.raises(LotNeeded) as needed:
        filled(body, ballots, 1)
    assert (needed.value.among, needed.value.votes) == ((2, 3), ("4.00000", "4.00000"))
    assert last(filled(body, ballots, 1, lot_seed="seed")).newcomers[0] in (2, 3)


def test_undeclared_write_ins_fill_no_vacancy() -> None:
    ballots = election({"A": 10, "B": 1, "C": 5})
    body = elected(ballots, 1, undeclared=frozenset({3}))
    for method in ("countback", "runner-up"):
        assert last(filled(body, ballots, 1, method=method)).newcomers == (2,)


# The record


def test_the_vacancy_record_is_read_as_it_was_written() -> None:
    body = filled(elected(SECOND, 3, WOMEN), SECOND, 1, method="runner-up", constraint="keep", because="resigned")
    body = filled(body, SECOND, 3, declining=(2,))
    text = vacancy_json(body)
    assert read_body(text, "vacancy.json") == body
    data = json.loads(text)
    assert [member["name"] for member in data["sitting"]] == [body.names[number - 1] for number in body.sitting]
    assert data["gone"][0] == {"number": 1, "name": "A", "because": "resigned"}
    assert body_said(body).endswith("A and C have left.")


def test_a_vacancy_record_that_says_otherwise_than_its_ballots_is_refused() -> None:
    body = filled(filled(elected(SECOND, 3), SECOND, 1), SECOND, 3)
    recounted(body, SECOND, "vacancy.json", ALONE)
    assert replay(body, SECOND, ALONE) == []
    first = dataclasses.replace(body.vacancies[0], newcomers=(2,))
    forged = Body(body.election, (first,))
    assert replay(forged, SECOND, ALONE) == ["Vacancy 1: newcomers differs from what the ballots give."]
    with pytest.raises(BadInput, match="newcomers differs"):
        recounted(forged, SECOND, "vacancy.json", ALONE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sitting": []}, "do not follow from its vacancies"),
        ({"vacant": 1}, "do not follow from its vacancies"),
        ({"gone": []}, "do not follow from its vacancies"),
        ({"vacancies": []}, "do not follow from its vacancies"),
        ({"election": {}}, "it names no format"),
    ],
)
def test_a_vacancy_record_that_contradicts_itself_is_refused(change: dict[str, object], said: str) -> None:
    data = json.loads(vacancy_json(filled(elected(SECOND, 3), SECOND, 1)))
    with pytest.raises(BadInput, match=said):
        read_body(json.dumps({**data, **change}), "vacancy.json")


def test_a_key_that_stands_twice_is_refused() -> None:
    text = vacancy_json(filled(elected(SECOND, 3), SECOND, 1))
    with pytest.raises(BadInput, match="“vacant” stands twice"):
        read_body(text.replace('"vacant": 0', '"vacant": 1, "vacant": 0'), "vacancy.json")


@given(some_ballots(), st.data())
def test_whatever_is_answered_sitting_members_stay_and_a_kept_constraint_holds(
    ballots: Ballots, data: st.DataObject
) -> None:
    candidates = range(1, len(ballots.names) + 1)
    seats = data.draw(st.integers(1, len(candidates) - 1))
    members = data.draw(st.frozensets(st.sampled_from(candidates), min_size=1))
    constraint = at_least(data.draw(st.integers(1, min(seats, len(members)))), members)
    try:
        body = elected(ballots, seats, constraint)
    except Impossible:
        assume(False)
    leavers = data.draw(st.sets(st.sampled_from(body.sitting), min_size=1, max_size=2))
    method = data.draw(st.sampled_from(["countback", "runner-up"]))
    stay = set(body.sitting) - leavers
    for answer in ("keep", "lapse"):
        try:
            after = filled(body, ballots, *sorted(leavers), method=method, constraint=answer)
        except BadInput as bad:  # papers for the leavers only
            assume("no paper is valid" not in str(bad))
            raise
        assert set(after.sitting) - set(last(after).newcomers) == stay
        assert not set(last(after).newcomers) & {*stay, *leavers}
        if answer == "keep" and last(after).newcomers:
            assert len(constraint.members & set(after.sitting)) >= constraint.number
        assert replay(after, ballots, ALONE) == []
