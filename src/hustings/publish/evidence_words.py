"""How the page of evidence says its figures."""

from __future__ import annotations

from collections.abc import Callable

from hustings.publish.bars import bar
from hustings.publish.catalogue import Say
from hustings.publish.evidence import Other


def evidence_words(say: Say) -> dict[str, Callable[..., str]]:
    """What the template of the page calls: bar, number, percent, way_name and belief."""

    def way_name(name: str) -> str:
        """The name of a way of advising, in the catalogue's words where it has them."""
        return _said(say, f"evidence.plan_{name.replace(' ', '_')}", name)

    def belief(other: Other) -> str:
        factor = f"{other.factor:g}"
        return _said(say, f"evidence.{other.belief}", f"{other.belief} × {factor}", factor=factor)

    return {"bar": bar, "number": number, "percent": percent, "way_name": way_name, "belief": belief}


def number(value: float) -> str:
    """Two places, «4.40»; a whole number none, «6»."""
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def percent(chance: float) -> str:
    """Whole per cent; what is neither impossible nor certain is never said to be.

    >>> percent(0.5), percent(0.001), percent(0.999), percent(1.0)
    ('50 %', '< 1 %', '> 99 %', '100 %')
    """
    if 0 < chance < 0.01:
        return "< 1 %"
    if 0.99 < chance < 1:
        return "> 99 %"
    return f"{round(100 * chance)} %"


def _said(say: Say, key: str, otherwise: str, **values: str) -> str:
    try:
        return say(key, **values)
    except KeyError:
        return otherwise
