"""Why a tie fell as it did, and why a candidate is guarded or doomed, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hustings.election.wording import marked
from hustings.narrative.count_words import CountWords
from hustings.record.facts import Number, Stage, Tie
from hustings.record.record import CountRecord
from hustings.rules.question import Constraint

# Ties


def tie_sentences(words: CountWords, stage: Stage, tie: Tie) -> str:
    """How the tie fell: by which earlier point, lot or decision."""
    part, cited = words.part, f"tied {tie.purpose}"
    late = stage.kind == "election" and tie.purpose == "exclusion"
    does = part("tie.was_to_be_excluded" if late else f"tie.does_{tie.purpose}")
    near = "tie.within_surplus" if words.rules.tied_within_surplus else "tie.equal"
    said = [words.sentence(near, names=words.names(tie.among), what=part(f"tie.for_{tie.purpose}"))]
    if tie.by == "look-back":
        return " ".join([*said, _looked_back(words, tie, does, cited)])
    if tie.narrowed:
        said.append(words.sentence("tie.narrowed", names=words.names(tie.narrowed)))
    elif words.rules.look_back != "none":
        said.append(words.sentence("tie.always_equal"))
    seed = marked(words.record.question.lot_seed or "")
    chosen = words.sentence(_how(words, tie), cited, name=words.name(tie.chosen), does=does, seed=seed)
    return " ".join([*said, chosen])


def _looked_back(words: CountWords, tie: Tie, does: str, cited: str) -> str:
    """Who had how many votes at the point that settled the tie."""
    part, said = words.part, words.figures.said
    votes = votes_at(words.record, tie.stage, tie.step)
    rest = [number for number in tie.among if number != tie.chosen]
    mine, theirs = votes[tie.chosen - 1], [votes[number - 1] for number in rest]
    one = len(rest) == 1
    return words.sentence(
        "tie.back_to_one" if one else "tie.back_to_several",
        cited,
        name=words.name(tie.chosen),
        more=part("tie.fewer" if tie.purpose == "exclusion" else "tie.more"),
        point=part("tie.batch" if tie.step else "tie.end_of_stage", stage=tie.stage, step=tie.step),
        reach=part("tie.most_recent" if words.rules.look_back == "most recent" else "tie.earliest"),
        votes=said(mine, *theirs),
        other=said(theirs[0], mine),
        others=words.with_votes(rest, votes, mine),
        does=does,
    )


def _how(words: CountWords, tie: Tie) -> str:
    """The key of the sentence on what decided: a decision, or which kind of lot."""
    if tie.by == "decision":
        return "tie.decision"
    if words.rules.lot == "schedule 1A":
        return "tie.schedule_1a"
    return "tie.file_order" if words.record.question.tie_order else "tie.lot"


def votes_at(record: CountRecord, stage: int, step: int) -> tuple[Number, ...]:
    """Continuing candidates' votes at the end of a stage, or (step j) after its j-th batch."""
    if step == 0:
        return record.facts.stages[stage - 1].votes
    before = record.facts.stages[stage - 2].votes
    moved = record.facts.stages[stage - 1].steps[:step]
    return tuple(held + sum(done.votes[i] for done in moved) for i, held in enumerate(before))


# Constraints


def constraint_sentences(words: CountWords, stage: Stage) -> list[str]:
    """Who has become guarded or doomed in this stage, and by which constraint."""
    before = words.record.facts.stages[stage.number - 2] if stage.number > 1 else None
    state = _State.at(words.record, stage.number)
    sitting = words.record.question.guarded
    guarded = [n for n in stage.guarded if n not in sitting and (before is None or n not in before.guarded)]
    doomed = [n for n in stage.doomed if before is None or n not in before.doomed]
    said = []
    for constraint, numbers in _explained(words, guarded, state.without):
        together = words.part("constraint.only_with", n=len(numbers))
        why = state.why_guarded(words, constraint) if constraint else together
        said.append(words.sentence("constraint.guarded", names=words.names(numbers), n=len(numbers), why=why))
    for constraint, numbers in _explained(words, doomed, state.electing):
        together = words.part("constraint.only_without", n=len(numbers))
        why = state.why_doomed(words, constraint) if constraint else together
        said.append(words.sentence("constraint.doomed", names=words.names(numbers), n=len(numbers), why=why))
    return said


def _explained(
    words: CountWords, numbers: Sequence[int], step: Callable[[int], _State]
) -> list[tuple[Constraint | None, list[int]]]:
    """The candidates by the one constraint that `step` (losing or electing the candidate) would break; None: by no one
    constraint alone."""
    found: dict[Constraint | None, list[int]] = {}
    for number in numbers:
        broken = (c for c in words.record.question.constraints if not step(number).meets(c))
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

    def why_guarded(self, words: CountWords, constraint: Constraint) -> str:
        """«at least 4 of “women” must be elected; 2 are so far, and only 2 more are left»."""
        so_far = self._so_far(words, constraint)
        if constraint.sense == "at least":
            return words.part("constraint.few_left", so_far=so_far, n=len(self.continuing & constraint.members))
        outside = len(self.continuing - constraint.members)
        return words.part("constraint.few_outside", so_far=so_far, n=self.places, outside=outside)

    def why_doomed(self, words: CountWords, constraint: Constraint) -> str:
        """«at least 4 of “women” must be elected; 2 are so far, and the 2 places left are needed for more»."""
        so_far = self._so_far(words, constraint)
        return (
            so_far
            if constraint.sense == "at most"
            else words.part("constraint.places_needed", so_far=so_far, n=self.places)
        )

    def _so_far(self, words: CountWords, constraint: Constraint) -> str:
        return words.part(
            "constraint.must_be" if constraint.sense == "at least" else "constraint.may_be",
            number=constraint.number,
            group=marked(constraint.group),
            n=len(self.elected & constraint.members),
        )
