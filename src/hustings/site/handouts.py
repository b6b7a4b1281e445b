"""What people hand on for a campaign: leaflets, pictures, texts for chats, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hustings.election.nouns import Branch as Nominating
from hustings.election.nouns import Election
from hustings.narrative.dates import when
from hustings.site.addresses import slugs
from hustings.site.bodies import Branch
from hustings.site.content import AreaAdvice, Site
from hustings.site.page import Pages, add_page

FONTS = (".ttf", ".otf")


def branches_of(branches: Iterable[Nominating]) -> tuple[Branch, ...]:
    """The branches that may have a leaflet, with names for files that differ."""
    listed = list(branches)
    short = slugs(tuple(each.name for each in listed))
    return tuple(Branch(each.name, name, each.area, each.event) for each, name in zip(listed, short, strict=True))


def fonts_of(election: Election) -> tuple[Path, ...]:
    """The folder's own fonts, for letters that the bundled one has not."""
    folder = election.folder / "fonts"
    if not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix.casefold() in FONTS))


def share_text(site: Site, area: AreaAdvice) -> str:
    """An area's order as text to paste into a chat."""
    say, closes = site.say, site.told("voting-closes")
    if site.system == "numbers":
        order = [f"{place} {person.name}" for place, person in enumerate(area.order, 1)]
    else:
        order = [person.name for person in area.order]
    parts = [
        [site.warning],
        [say("area.title", area=area.name), " – ".join(filter(None, (site.slate, site.contest)))],
        [say({"numbers": "area.do", "crosses": "area.do_crosses"}.get(site.system, "area.do_unknown")) + ":", *order],
        [site.after],
        [say("area.do_by", until=when(closes, site.language)) if closes else "", area.origin],
        [f"{site.base_url}/areas/{area.slug}.html" if site.base_url else ""],
        [f"{say('site.imprint')}. {site.imprint}"],
    ]
    said = ("\n".join(filter(None, part)) for part in parts)
    return "\n\n".join(filter(None, said)) + "\n"


def add_handouts(pages: Pages) -> None:
    """The files, and their page. While nobody can be asked to vote any more there are none."""
    site = pages.site
    for folder, kind, content in (("leaflets", "pdf", pages.leaflets), ("cards", "png", pages.cards)):
        pages.files |= {f"{folder}/{name}.{kind}": each for name, each in content.items()}
    if not site.slate or not site.ordered or site.group(pages.now) == "past":
        return
    for area in site.settled:
        pages.files[f"share/{area.slug}.txt"] = share_text(site, area).encode()
    branches = [each for each in site.branches if f"branches/{each.slug}" in pages.leaflets]
    heading = site.say("print.title")
    add_page(
        pages, "handouts", "print-and-share.html", heading, heading, branches=sorted(branches, key=lambda b: b.name),
        printed=pages.leaflets, drawn=pages.cards, past=site.say("print.title_past"),
    )  # fmt: skip
