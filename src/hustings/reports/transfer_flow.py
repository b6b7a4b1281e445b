"""Where the papers of one stage went: ribbons as wide as the votes they carry."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hustings.election.wording import marked, printable
from hustings.look.drawing import element, label, shortened
from hustings.narrative.catalogue import ENGLISH, words
from hustings.record.facts import Number, Stage
from hustings.record.record import CountRecord

WIDTH, LEFT, RIGHT, TOP = 640, 160, 330, 12
GAP, SIZE = 19, 13
LEAST_HEIGHT = 110


@dataclass(frozen=True, slots=True)
class Flow:
    """Votes that went one way. number: the candidate who received them; None: nobody.

    name: marked. batches: the same votes, batch by batch.
    """

    number: int | None
    name: str
    votes: Number
    batches: tuple[Number, ...]


def flows(record: CountRecord, stage: Stage, language: str = ENGLISH) -> list[Flow]:
    """Where the papers of a stage went: candidates by votes received, then what stopped and what was lost."""
    found, say = [], words(language, file="count")
    for number, name in enumerate(record.names, 1):
        batches = tuple(step.votes[number - 1] for step in stage.steps)
        found.append(Flow(number, marked(printable(name)), sum(batches), batches))
    found.sort(key=lambda flow: (-flow.votes, flow.number or 0))
    stopped = tuple(step.non_transferable for step in stage.steps)
    lost = tuple(step.loss_by_fraction for step in stage.steps)
    if record.question.rules.surplus_papers == "last parcel":
        stopped, lost = tuple(a + b for a, b in zip(stopped, lost, strict=True)), ()
    found.append(Flow(None, say("label.non_transferable"), sum(stopped), stopped))
    found.append(Flow(None, say("label.loss"), sum(lost), lost))
    return [flow for flow in found if flow.votes]


def flow_chart(record: CountRecord, stage: Stage, heading: str, language: str = ENGLISH) -> Markup:
    """The ribbons of a stage as an SVG element. heading: what to tell those who do not see it, with marked names."""
    found, say = flows(record, stage, language), words(language, file="count")
    amounts = [float(record.figures.of_votes(flow.votes)) for flow in found]
    total = sum(amounts) or 1.0
    height = max(LEAST_HEIGHT, 12 * len(found))
    scale = height / total
    tall = [max(amount * scale, 1.0) for amount in amounts]
    # To the right every ribbon has room for its label.
    right_tops, y = [], float(TOP)
    for thick in tall:
        right_tops.append(y + max(0.0, (GAP - thick) / 2))
        y += max(thick + 4, GAP)
    full = max(y, TOP + height) + 6
    left_top = TOP + (full - TOP - 6 - sum(tall)) / 2
    parts = [element("rect", x=LEFT, y=left_top, width=7, height=sum(tall), class_="source")]
    y_left = left_top
    for flow, thick, y_right in zip(found, tall, right_tops, strict=True):
        parts.append(_ribbon(y_left, y_right, thick, "received" if flow.number else "stopped"))
        said = f"{shortened(_bare(flow.name), WIDTH - RIGHT - 14 - 95, SIZE)}"
        middle = y_right + thick / 2 + 4.5
        parts.append(label(said, RIGHT + 14, middle, class_="left-label" if flow.number else "excluded-label"))
        parts.append(label(f"+{record.figures.cell(flow.votes)}", WIDTH - 4.0, middle, class_="axis end"))
        y_left += thick
    middle = left_top + sum(tall) / 2
    of = [shortened(printable(record.names[n - 1]), LEFT - 24, SIZE) for n in stage.of[:4]]
    of += [say("label.and_more", number=len(stage.of) - 4)] if len(stage.of) > 4 else []
    for i, name in enumerate(of):
        y = middle + (i - len(of) / 2) * 17 + 5
        parts.append(
            label(name, LEFT - 10.0, y, class_="elected-label end" if stage.kind == "surplus" else "left-label end")
        )
    moved = sum((flow.votes for flow in found), start=0)
    parts.append(label(record.figures.cell(moved), LEFT - 10.0, middle + len(of) / 2 * 17 + 7, class_="axis end"))
    return element(
        "svg",
        Markup("").join(parts),
        class_="flow",
        viewBox=f"0 0 {WIDTH} {full:.0f}",
        role="img",
        aria_label=heading,
    )


def _ribbon(y_left: float, y_right: float, thick: float, kind: str) -> Markup:
    start, end, bend = LEFT + 7, RIGHT, (RIGHT - LEFT) / 2
    path = (
        f"M{start} {y_left:.1f}C{start + bend:.0f} {y_left:.1f} {end - bend:.0f} {y_right:.1f} {end} {y_right:.1f}"
        f"v{thick:.1f}C{end - bend:.0f} {y_right + thick:.1f} {start + bend:.0f} {y_left + thick:.1f} "
        f"{start} {y_left + thick:.1f}z"
    )
    return element("path", d=path, class_=f"ribbon {kind}")


def _bare(name: str) -> str:
    return name.strip("\u2068\u2069")
