"""How the page of evidence says its figures."""

from __future__ import annotations

from collections.abc import Callable

from hustings.election.wording import percent
from hustings.look.bars import bar
from hustings.narrative.catalogue import Words
from hustings.site.evidence import Other


def evidence_words(say: Words) -> dict[str, Callable[..., str]]:
    """What the template of the page calls: bar, number, percent, way_name and belief."""

    def way_name(name: str) -> str:
        """The name of a way of advising, in the catalogue's words where it has them."""
        return _said(say, f"evidence.plan_{name.replace(' ', '_')}", name)

    def belief(other: Other) -> str:
        factor = f"{other.factor:g}"
        key = f"evidence.{other.belief.replace(' ', '_')}"
        return _said(say, key, f"{other.belief} × {factor}", factor=factor)

    return {"bar": bar, "number": number, "percent": percent, "way_name": way_name, "belief": belief}


def number(value: float) -> str:
    """Two places, «4.40»; a whole number none, «6»."""
    return f"{value:.0f}" if value == round(value) else f"{value:.2f}"


def _said(say: Words, key: str, otherwise: str, **values: str) -> str:
    return say(key, **values) if say.has(key) else otherwise
