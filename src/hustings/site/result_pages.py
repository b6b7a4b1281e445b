"""The result's page, the count sheets, and the pages that say how each count is checked."""

from __future__ import annotations

from hustings.look.bars import bar
from hustings.site.page import Pages, add_page


def add_results(pages: Pages) -> None:
    """What there is to show of results. On a slate's site the heading says how many of the slate are elected."""
    site = pages.site
    say = site.say
    if not site.all_results:
        return
    heading, leading, main = say("result.title"), "", site.main_result
    if main is not None and main.stood:
        leading = main.slug
        heading = say("result.ours", elected=len(main.own), stood=main.stood, slate=site.slate).rstrip(".")
    add_page(pages, "result", "result.html", heading, heading, bar=bar, leading=leading)
    for sheet in site.results:
        pages.files[f"results/{sheet.slug}.html"] = sheet.page.encode()
        pages.files[f"results/{sheet.slug}.css"] = sheet.style.encode()
        pages.files[f"results/{sheet.slug}.json"] = sheet.record
        if sheet.signature:
            pages.files[f"results/{sheet.slug}.json.sig"] = sheet.signature
        if sheet.ballots:
            pages.files[f"results/{sheet.slug}.ballots"] = sheet.ballots
        heading = say("check.title", contest=sheet.contest)
        add_page(pages, "check", f"results/{sheet.slug}-check.html", heading, heading, sheet=sheet)
