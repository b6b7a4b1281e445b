"""What prints for a site: functions from its content to files by name. typst is loaded only when one is called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hustings.site.content import Site

Printer = Callable[["Site"], dict[str, bytes]]


def leaflets(*, areas: bool, branches: bool) -> Printer | None:
    """What prints PDF leaflets (see `leaflet`) for areas, for branches, or for both; None for neither."""
    if not areas and not branches:
        return None

    def printed(site: Site) -> dict[str, bytes]:
        from hustings.print.leaflet import leaflets

        return leaflets(site, areas=areas, branches=branches)

    return printed


def cards(site: Site) -> dict[str, bytes]:
    """PNG cards (see `card`)."""
    from hustings.print.card import cards

    return cards(site)
