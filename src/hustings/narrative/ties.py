"""Why a tie fell as it did, and why a candidate is guarded or doomed, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hustings.election.wording import counted, marked, sentence, verb
from hustings.narrative.telling import Telling
from hustings.record.facts import Number, Stage, Tie
from hustings.record.record import CountRecord
from hustings.rules.question import Constraint

# What the tied were tied for, what the one chosen does, and whether it was ahead or behind.
TIED = {
    "surplus": ("to transfer a surplus first", "goes first", "more"),
    "exclusion": ("for exclusion", "is excluded", "fewer"),
    "election": ("for election", "is elected first", "more"),
}


# Ties


def tie_sentences(tell: Telling, stage: Stage, tie: Tie) -> str:
    """How the tie fell: by which earlier point, lot or decision."""
    what, does, more = TIED[tie.purpose]
    if stage.kind == "election" and tie.purpose == "exclusion":
        does = "was to be excluded"
    near = tell.rules.tied_within_surplus
    are = "are within the total surplus of the lowest, so count as tied" if near else "have equal votes, so are tied"
    opening = sentence(tell.names(tie.among), are, what)
    cited = tell.cite(f"tied {tie.purpose}")
    if tie.by == "look-back":
        return f"{opening} " + sentence(_looked_back(tell, tie, more), "and", does, cited)
    narrowed = ""
    if tie.narrowed:
        narrowed = sentence("looking back to earlier points leaves", tell.names(tie.narrowed)) + " "
    elif tell.rules.look_back != "none":
        narrowed = sentence("they had equal votes at every earlier point") + " "
    how = "the recorded decision of the returning officer is" if tie.by == "decision" else _lot(tell)
    return f"{opening} {narrowed}" + sentence(f"{how} that", tell.name(tie.chosen), does, cited)


def _looked_back(tell: Telling, tie: Tie, more: str) -> str:
    """Who had how many votes at the point that settled the tie."""
    reach = "most recent" if tell.rules.look_back == "most recent" else "earliest"
    point = f"the end of stage {tie.stage}" if tie.step == 0 else f"batch {tie.step} of stage {tie.stage}"
    votes = votes_at(tell.record, tie.stage, tie.step)
    rest = [number for number in tie.among if number != tie.chosen]
    mine, theirs = votes[tie.chosen - 1], [votes[number - 1] for number in rest]
    said = tell.figures.said(mine, *theirs)
    if len(rest) == 1:
        against = tell.figures.said(theirs[0], mine)
        differed = f"the {reach} point where they differed ({said} against {against}),"
        return f"{tell.name(tie.chosen)} had {more} at {point}, {differed}"
    others = tell.with_votes(rest, votes, mine)
    return f"{point} settles it, looking from the {reach} point on: {tell.name(tie.chosen)} had {said} there, {others},"


def _lot(tell: Telling) -> str:
    if tell.rules.lot == "schedule 1A":
        return "the pseudo-random numbers of Schedule 1A decide"
    if tell.record.question.tie_order:
        return "the order for breaking ties in the ballots file decides"
    seed = tell.record.question.lot_seed
    return f"the lot drawn with the seed “{marked(seed or '')}” decides"


def votes_at(record: CountRecord, stage: int, step: int) -> tuple[Number, ...]:
    """Continuing candidates' votes at the end of a stage, or (step j) after its j-th batch."""
    if step == 0:
        return record.facts.stages[stage - 1].votes
    before = record.facts.stages[stage - 2].votes
    moved = record.facts.stages[stage - 1].steps[:step]
    return tuple(held + sum(done.votes[i] for done in moved) for i, held in enumerate(before))


# Constraints


def constraint_sentences(tell: Telling, stage: Stage) -> list[str]:
    """Who has become guarded or doomed in this stage, and by which constraint."""
    before = tell.record.facts.stages[stage.number - 2] if stage.number > 1 else None
    state = _State.at(tell.record, stage.number)
    sitting = tell.record.question.guarded
    guarded = [n for n in stage.guarded if n not in sitting and (before is None or n not in before.guarded)]
    doomed = [n for n in stage.doomed if before is None or n not in before.doomed]
    told = []
    for constraint, numbers in _explained(tell, guarded, state.without):
        why = (
            state.said_of_guarded(constraint) if constraint else "only with all of them can the constraints all be met"
        )
        what = f"{verb(len(numbers), 'is', 'are')} guarded from here on and may not be excluded:"
        told.append(sentence(tell.names(numbers), what, _of_one(why, numbers)))
    for constraint, numbers in _explained(tell, doomed, state.electing):
        why = (
            state.said_of_doomed(constraint)
            if constraint
            else "only without any of them can the constraints all be met"
        )
        what = f"{verb(len(numbers), 'is', 'are')} doomed and can no longer be elected:"
        told.append(sentence(tell.names(numbers), what, _of_one(why, numbers)))
    return told


def _of_one(why: str, numbers: Sequence[int]) -> str:
    one = len(numbers) == 1
    return why.replace("all of them", "this candidate").replace("any of them", "this candidate") if one else why


def _explained(
    tell: Telling, numbers: Sequence[int], step: Callable[[int], _State]
) -> list[tuple[Constraint | None, list[int]]]:
    """The candidates by the one constraint that `step` (losing or electing the candidate) would break; None: by no one
    constraint alone."""
    found: dict[Constraint | None, list[int]] = {}
    for number in numbers:
        broken = (c for c in tell.record.question.constraints if not step(number).meets(c))
        found.setdefault(next(broken, None), []).append(number)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class _State:
    """Who is elected and who continues, and whether one constraint, looked at alone, can still be met."""

    elected: frozenset[int]
    continuing: frozenset[int]
    places: int

    @classmethod
    def at(cls, record: CountRecord, stage: int) -> _State:
        """As things stand at the end of the stage."""
        elected = frozenset(record.elected_by(stage))
        continuing = frozenset(record.continuing_after(stage)) - record.question.undeclared
        return cls(elected, continuing, record.question.seats - len(elected))

    def without(self, number: int) -> _State:
        return _State(self.elected, self.continuing - {number}, self.places)

    def electing(self, number: int) -> _State:
        return _State(self.elected | {number}, self.continuing - {number}, self.places - 1)

    def meets(self, constraint: Constraint) -> bool:
        """Whether filling the places (or taking all who are left, if they are fewer) can meet the constraint."""
        held = len(self.elected & constraint.members)
        inside = len(self.continuing & constraint.members)
        filled = min(self.places, len(self.continuing))
        fewest = held + max(0, filled - (len(self.continuing) - inside))
        most = held + min(filled, inside)
        return most >= constraint.number if constraint.sense == "at least" else fewest <= constraint.number

    def said_of_guarded(self, constraint: Constraint) -> str:
        """«at least 4 of “women” must be elected; 2 are so far, and only 2 more are left»."""
        if constraint.sense == "at least":
            inside = len(self.continuing & constraint.members)
            return f"{self._so_far(constraint)}, and only {inside} more {verb(inside, 'is', 'are')} left"
        outside = len(self.continuing - constraint.members)
        left = f"outside the group only {outside} more {verb(outside, 'is', 'are')} left"
        return f"{self._so_far(constraint)}, {counted(self.places, 'place is', 'places are')} to be filled, and {left}"

    def said_of_doomed(self, constraint: Constraint) -> str:
        """«at least 4 of “women” must be elected; 2 are so far, and the 2 places left are needed for more»."""
        if constraint.sense == "at most":
            return self._so_far(constraint)
        places = "the one place left is" if self.places == 1 else f"the {self.places} places left are"
        return f"{self._so_far(constraint)}, and {places} needed for more of them"

    def _so_far(self, constraint: Constraint) -> str:
        held = len(self.elected & constraint.members)
        may = "must" if constraint.sense == "at least" else "may"
        so_far = f"{held} {verb(held, 'is', 'are')} so far" if held else "none is so far"
        return f"{constraint.sense} {constraint.number} of “{marked(constraint.group)}” {may} be elected; {so_far}"
