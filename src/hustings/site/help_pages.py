"""Pages that explain: a ballot that has not come, how votes are counted, privacy, accessibility.

What they say of the site is taken from the site itself: a sentence stands there only where it is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from hustings.site.content import Site
from hustings.site.page import Pages, add_page, has_pack


def add_help(pages: Pages) -> None:
    """The pages of this kind that the site has something to say on."""
    site = pages.site
    say = site.say
    if has_pack(site):
        heading = say("voting.not_come")
        add_page(pages, "ballot-pack", "ballot-pack.html", heading, heading, past=say("voting.title_past"))
    if site.numbered:
        add_page(pages, "stv", "stv.html", stv_title(site), say("how.system_numbers"), floors=_limits(site))
    elsewhere = tuple(dict.fromkeys(_elsewhere(site)))
    add_page(pages, "privacy", "privacy.html", say("privacy.title"), say("privacy.lead"), elsewhere=elsewhere)
    there: dict[str, Any] = {
        "has_leaflets": bool(pages.leaflets),
        "has_map": pages.has_map,
        "has_documents": bool(site.papers),
    }
    heading = say("accessibility.title")
    add_page(pages, "accessibility", "accessibility.html", heading, say("accessibility.lead"), **there)


def stv_title(site: Site) -> str:
    """What the page on counting is called: a single place is not filled by the *Single Transferable Vote*."""
    return site.say("stv.title" if site.seats > 1 else "stv.title_one")


def _limits(site: Site) -> tuple[str, ...]:
    """The constraints of the main contest, each as a sentence."""
    keys = {"at least": "stv.at_least", "at most": "stv.at_most"}
    return tuple(site.say(keys[each.sense], number=each.number, group=each.group) for each in site.limits)


def _elsewhere(site: Site) -> Iterator[str]:
    """The hosts that the site links to; a person goes there only by following a link."""
    voting = site.voting
    links = [voting.link, voting.reissue, site.news, *(each.url for each in site.links)]
    links += [each.url for each in site.events] + [each.source for each in site.supporters]
    for link in links:
        if host := urlsplit(link).hostname:
            yield host.removeprefix("www.")
