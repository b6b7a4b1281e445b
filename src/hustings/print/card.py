"""Cards for sharing, of every area with an order and of the site: wide for links, square for posts, upright for
stories."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.narrative.dates import when
from hustings.print.typesetting import Sheet, typeset
from hustings.site.content import AreaAdvice, Person, Site

# By what stands after the card's name in the file's.
SHAPES = {"": (1200, 630), "-square": (1080, 1080), "-story": (1080, 1920)}


def cards(site: Site) -> dict[str, bytes]:
    """PNGs by the slug of their area, with -square and -story after it for these shapes; the site's own as site/index
    and site/finder.

    Raises BadInput where no font has a character or a text does not fit.
    """
    # Areas with one order are beside each other, since their cards have their ballots in common.
    areas = sorted(site.settled, key=lambda area: [person.name for person in area.order])
    sheets = [_of_area(site, area, shape) for area in areas for shape in SHAPES]
    return typeset(site, "card", [*sheets, *_of_site(site)])


def _of_area(site: Site, area: AreaAdvice, shape: str) -> Sheet:
    texts = {"title": site.say("area.title", area=area.name), "origin": area.origin}
    return _sheet(site, area.slug, shape, f"areas/{area.slug}.html", area.order, texts)


def _of_site(site: Site) -> Iterator[Sheet]:
    """The home page's card, with the names in no order of preference; the finder's, which asks the question."""
    for shape in SHAPES:
        texts = {"title": site.slogan or site.slate or site.contest}
        yield _sheet(site, "site/index", shape, "", site.people, texts, marked=False)
    if len(site.areas) > 1:
        neutral = "" if site.slate else "_neutral"
        texts = {"title": site.say(f"finder.title{neutral}")}
        texts |= {"question": site.say("finder.hint"), "button": site.say("finder.submit")}
        yield _sheet(site, "site/finder", "", "finder.html", (), texts)


def _sheet(
    site: Site,
    key: str,
    shape: str,
    path: str,
    order: tuple[Person, ...],
    texts: dict[str, str],
    *,
    marked: bool = True,
) -> Sheet:
    ground, closes = site.ground, site.told("voting-closes")
    common = {
        "kicker": " · ".join(filter(None, (site.slate or site.organisation, site.contest))),
        "until": site.say("area.do_by", until=when(closes)) if closes else "",
        "origin": "",
        "warning": site.warning,
        "imprint": f"{site.say('site.imprint')}. {site.imprint}",
        "address": f"{site.base_url}/{path}".partition("://")[2].rstrip("/") if shape or not order else "",
        "accent": site.accent.light,
        "paper": ground.paper,
        "ink": ground.ink,
        "muted": ground.muted,
    }
    name = f"card of {key}{shape}"
    return Sheet(f"{key}{shape}", name, order, {**common, **texts}, size=SHAPES[shape], marked=marked)
