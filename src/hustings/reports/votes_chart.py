"""The chart of a count: every candidate's votes from stage to stage against the quota.

Drawn by hand as SVG, not by a chart library: its colours are the page's own (ink, accent, faded; dark mode and print
follow), and its labels stand beside their lines without touching.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from hustings.election.wording import printable
from hustings.look.drawing import apart, element, label, shortened, width
from hustings.narrative.catalogue import ENGLISH, Words, words
from hustings.narrative.chart_words import outcome_in_words
from hustings.record.record import CountRecord, in_order_of_result, outcomes

LEFT, RIGHT, TOP, BOTTOM = 52, 220, 14, 34
SIZE, GAP = 13, 17
LEAST_WIDTH, LEAST_HEIGHT, LEAST_STEP = 760, 380, 20
# A name is not written over more lines than these.
MOST_CROSSED = 2


def votes_chart(
    record: CountRecord, name: str = "chart", own: Collection[int] | None = None, language: str = ENGLISH
) -> Markup:
    """The picture as an SVG element: lines from stage to stage, or bars where there is one stage only.

    name: its heading and its words on the page have the ids NAME-title and NAME-words. own: the candidates of the
    slate whose page it stands on, who alone have the page's colour; None: the elected have it.
    """
    said, say = f"{name}-title {name}-words", words(language, file="count")
    return _bars(record, said, say, own) if len(record.facts.stages) == 1 else _Lines(record, say, own).drawn(said)


def _side(number: int, own: Collection[int] | None) -> str:
    """The class of a candidate on a slate's page: of the slate, or not."""
    if own is None:
        return ""
    return " own" if number in own else " other"


def chart_room(record: CountRecord) -> tuple[int, int]:
    """The least and the greatest width, in CSS pixels, at which the chart can be read and is not coarse."""
    if len(record.facts.stages) == 1:
        return 520, 860
    full = _Lines(record, words(ENGLISH, file="count")).right + RIGHT
    return round(full * 0.8), round(full * 1.3)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Votes → y."""

    most: float
    height: float

    def y(self, votes: float) -> float:
        return TOP + self.height * (1 - votes / self.most)


def _ticks(most: float) -> list[float]:
    """About four round numbers from zero."""
    step = 10 ** math.floor(math.log10(most / 3)) if most > 0 else 1.0
    step *= next(factor for factor in (1, 2, 2.5, 5, 10) if most / (step * factor) <= 5)
    return [step * i for i in range(int(most / step) + 1)]


class _Lines:
    """A line for each candidate; x is the stage."""

    def __init__(self, record: CountRecord, say: Words, own: Collection[int] | None = None) -> None:
        self.record, self.stages, self.say, self.own = record, record.facts.stages, say, own
        self.outcomes = outcomes(record.facts, record.question, len(record.names))
        self.shown = [n for n in record.standing if n not in record.question.withdrawn]
        self.votes = {n: [self._of(stage.votes[n - 1]) for stage in self.stages] for n in self.shown}
        self.quotas = [None if stage.quota is None else self._of(stage.quota) for stage in self.stages]
        most = max(*(max(held) for held in self.votes.values()), *(quota or 0 for quota in self.quotas), 1)
        ends = [n for n in self.shown if self.outcomes[n - 1].fate != "excluded"]
        height = float(max(LEAST_HEIGHT, GAP * (len(ends) + 1), 12 * len(self.shown)))
        self.scale = _Scale(most * 1.04, height)
        self.step = max(LEAST_STEP, (LEAST_WIDTH - LEFT - RIGHT) / (len(self.stages) - 1))
        self.right = LEFT + self.step * (len(self.stages) - 1)
        self.ends = ends
        self.taken: list[tuple[float, float, float, float]] = []

    def _of(self, votes: int | Fraction) -> float:
        return float(self.record.figures.of_votes(votes))

    def x(self, stage: float) -> float:
        return LEFT + self.step * (stage - 1)

    def drawn(self, said: str) -> Markup:
        full = self.right + RIGHT
        tall = TOP + self.scale.height + BOTTOM
        order = sorted(self.shown, key=lambda n: {"excluded": 0, "not elected": 1}.get(self.outcomes[n - 1].fate, 2))
        parts = [
            self._frame(),
            *map(self._line, order),
            self._quota(),
            *self._end_labels(),
            *self._labels_of_excluded(),
        ]
        return element(
            "svg",
            Markup("").join(parts),
            class_="chart",
            viewBox=f"0 0 {full:.0f} {tall:.0f}",
            role="img",
            aria_labelledby=said,
        )

    def _frame(self) -> Markup:
        parts = []
        for tick in _ticks(self.scale.most):
            y = self.scale.y(tick)
            parts.append(element("path", d=f"M{LEFT} {y:.1f}H{self.right:.1f}", class_="grid"))
            parts.append(label(f"{tick:,.0f}", LEFT - 8.0, y + 4, class_="axis end"))
        base = TOP + self.scale.height
        every = max(1, math.ceil(24 / self.step))
        for stage in range(1, len(self.stages) + 1, every):
            parts.append(label(str(stage), self.x(stage), base + 18, class_="axis middle"))
        parts.append(label(self.say("label.stage"), LEFT - 8.0, base + 18, class_="axis end"))
        return Markup("").join(parts)

    def _line(self, number: int) -> Markup:
        votes, outcome = self.votes[number], self.outcomes[number - 1]
        until = (outcome.stage or 0) - 1 if outcome.fate == "excluded" else len(votes)
        points = [(self.x(stage), self.scale.y(held)) for stage, held in enumerate(votes[: max(until, 1)], 1)]
        side = _side(number, self.own)
        kind = outcome.fate.replace(" ", "-") + side
        marks = Markup("")
        if outcome.fate == "excluded":
            x, y = points[-1][0] + self.step / 2, points[-1][1]
            points.append((x, y))
            marks = element("path", d=f"M{x - 3.5:.1f} {y - 3.5:.1f}l7 7m0 -7l-7 7", class_=f"cross{side}")
        path = element("path", d="M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points), class_=f"line {kind}")
        if outcome.fate == "elected" and outcome.stage:
            x, y = points[outcome.stage - 1]
            marks = element("circle", cx=x, cy=y, r=4.5, class_=f"dot{side}")
        title = element("title", f"{printable(self.record.names[number - 1])}: {outcome_in_words(outcome, self.say)}")
        return element("g", title + path + marks)

    def _quota(self) -> Markup:
        points = [(i, quota) for i, quota in enumerate(self.quotas, 1) if quota is not None]
        if not points:
            return Markup("")
        path = "M" + "L".join(f"{self.x(i):.1f} {self.scale.y(quota):.1f}" for i, quota in points)
        first = self.stages[0].quota
        assert first is not None
        text = self.say("label.quota_of", quota=self.record.figures.said(first))
        x, y = self._clear_of_lines(text, points[0][1])
        self.taken.append((x, y - SIZE, x + width(text, SIZE), y + 3))
        return element("path", d=path, class_="quota") + label(text, x, y, class_="quota-label halo")

    def _clear_of_lines(self, text: str, quota: float) -> tuple[float, float]:
        """Where along the quota line, above or below, its name crosses the fewest lines."""
        wide = width(text, SIZE)
        y = self.scale.y(quota)
        best: tuple[int, float, float] | None = None
        steps = max(1, int((self.right - LEFT - wide) / 20))
        for i in range(steps):
            for dy in (-7.0, SIZE + 4.0):
                x = LEFT + 6 + 20.0 * i
                crossed = self._crossed((x, y + dy - SIZE, x + wide, y + dy + 3))
                if best is None or crossed < best[0]:
                    best = (crossed, x, y + dy)
        assert best is not None
        return best[1], best[2]

    def _crossed(self, box: tuple[float, float, float, float]) -> int:
        """How many lines run through the box."""
        return sum(self._runs_through(number, box) for number in self.shown)

    def _runs_through(self, number: int, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        outcome, votes = self.outcomes[number - 1], self.votes[number]
        until = (outcome.stage or 1) - 1 if outcome.fate == "excluded" else len(votes)
        for part in range(5):
            stage = (left + (right - left) * part / 4 - LEFT) / self.step
            i = min(max(int(stage), 0), len(votes) - 2)
            if i + 1 < until and top < self.scale.y(votes[i] + (votes[i + 1] - votes[i]) * (stage - i)) < bottom:
                return True
        return False

    def _end_labels(self) -> list[Markup]:
        """Names of those who stayed, at the right, kept apart, each tied to its line."""
        wanted = [self.scale.y(self.votes[n][-1]) for n in self.ends]
        order = self.record.facts.elected
        # Equal ends: the first elected stands highest.
        nudged = [y + 0.001 * (order.index(n) if n in order else 99) for n, y in zip(self.ends, wanted, strict=True)]
        placed = apart(nudged, GAP, TOP + self.scale.height)
        parts = []
        for number, y_end, y in zip(self.ends, wanted, placed, strict=True):
            x = self.right
            parts.append(element("path", d=f"M{x + 6:.1f} {y_end:.1f}L{x + 20:.1f} {y:.1f}", class_="tie"))
            name = shortened(printable(self.record.names[number - 1]), RIGHT - 50, SIZE)
            self.taken.append((x, y - 9, x + 44 + width(name, SIZE), y + 7))
            if number in order:
                place = str(order.index(number) + 1)
                parts.append(label(place, x + 38, y + 4, class_=f"elected-label end{_side(number, self.own)}"))
                parts.append(label(name, x + 44, y + 4, class_=f"elected-label{_side(number, self.own)}"))
            else:
                parts.append(label(name, x + 44, y + 4, class_=f"left-label{_side(number, self.own)}"))
        return parts

    def _labels_of_excluded(self) -> list[Markup]:
        """Names of the excluded where they went out, as far as they find room: most votes first."""
        parts = []
        excluded = [n for n in self.shown if n not in self.ends]
        last = {n: max((self.outcomes[n - 1].stage or 1) - 1, 1) for n in excluded}
        for number in sorted(excluded, key=lambda n: (-self.votes[n][last[n] - 1], n)):
            x = self.x(last[number]) + self.step / 2
            y = self.scale.y(self.votes[number][last[number] - 1])
            name = shortened(printable(self.record.names[number - 1]), 170, 12)
            place = self._free(x, y, width(name, 12))
            if place is not None:
                parts.append(label(name, *place, class_=f"excluded-label halo{_side(number, self.own)}"))
        return parts

    def _free(self, x: float, y: float, wide: float) -> tuple[float, float] | None:
        """Where beside the point (to the right of it, or over or under it) a name of this width meets no other."""
        for left, base in (
            (x + 7, y + 4),
            (x + 7, y - 5),
            (x + 7, y + 13),
            (x - wide + 4, y - 7),
            (x - wide / 2, y - 7),
            (x - wide + 4, y + 16),
        ):
            box = (left, base - 11, left + wide, base + 3)
            inside = box[0] > LEFT and box[2] < self.right + RIGHT and box[3] < TOP + self.scale.height + 3
            if inside and not self._meets(box) and self._crossed(box) <= MOST_CROSSED:
                self.taken.append(box)
                return left, base
        return None

    def _meets(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return any(left < r and l < right and top < b and t < bottom for l, t, r, b in self.taken)  # noqa: E741


def _bars(record: CountRecord, said: str, say: Words, own: Collection[int] | None = None) -> Markup:
    """A bar for each candidate: the one stage of a count without transfers."""
    stage, figures = record.facts.stages[0], record.figures
    quota = stage.quota if record.contested else None
    top = 30 if quota is not None else 6
    shown = [n for n in in_order_of_result(record) if n not in record.question.withdrawn]
    most = max(float(figures.of_votes(max(*stage.votes, quota or 0))), 1.0)
    left, room, row = 200, 400, 30
    parts = []
    for i, number in enumerate(shown):
        votes, y = stage.votes[number - 1], top + row * i
        long = float(figures.of_votes(votes)) / most * room
        kind = ("elected" if number in record.facts.elected else "not-elected") + _side(number, own)
        parts.append(element("rect", x=left, y=y, width=long, height=row - 10, class_=f"bar {kind}"))
        name = shortened(printable(record.names[number - 1]), left - 20, SIZE)
        parts.append(label(name, left - 10, y + 15, class_="left-label end"))
        parts.append(label(figures.cell(votes), left + long + 8, y + 15, class_="left-label"))
    tall = top + row * len(shown) + 8
    if quota is not None:
        x = left + float(figures.of_votes(quota)) / most * room
        parts.append(element("path", d=f"M{x:.1f} {top - 6}V{tall - 8}", class_="quota"))
        parts.append(label(say("label.quota_of", quota=figures.said(quota)), x, top - 11, class_="quota-label middle"))
    return element(
        "svg",
        Markup("").join(parts),
        class_="chart",
        viewBox=f"0 0 {left + room + 110} {tall}",
        role="img",
        aria_labelledby=said,
    )
