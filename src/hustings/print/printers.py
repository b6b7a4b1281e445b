"""What prints for a site: functions from its content to files by area. typst is loaded only when one is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.site.content import Site


def leaflets(site: Site) -> dict[str, bytes]:
    """PDF leaflets (see `leaflet`)."""
    from hustings.print.leaflet import leaflets

    return leaflets(site)


def cards(site: Site) -> dict[str, bytes]:
    """PNG cards (see `card`)."""
    from hustings.print.card import cards

    return cards(site)
