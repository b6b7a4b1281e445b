"""What leads every page: where the season stands, in a sentence or two."""

from __future__ import annotations

from collections.abc import Iterator

from hustings.narrative.dates import when
from hustings.site.content import Site
from hustings.site.phases import KNOWN, Phase, group_of

# So many areas are named; more are counted.
NAMED = 4


def phase_words(site: Site, phase: Phase) -> str:
    """What is said in a phase. Every sentence names its day, since a page can be old or on paper."""
    kind = "" if site.slate else "_neutral"
    if phase in KNOWN:
        return " ".join(filter(None, (*_standing(site, phase), _result(site, kind))))
    closes = {"nominations": "nominations-close"}.get(phase, "voting-closes")
    said = [_said(site, f"phase.{phase}", "until", closes)]
    if phase == "last_days" and site.told("post-by"):
        said = [_said(site, "phase.voting", "until", "voting-closes"), _said(site, "phase.post_by", "until", "post-by")]
    if phase == "last_reissue":
        said.insert(0, _said(site, "phase.reissue", "until", "last-reissue"))
    if phase == "before":
        said = [_said(site, "phase.nominations_come", "on", "nominations-open") or site.say("phase.before")]
    if phase == "between" and not site.told("nominations-close"):
        said = []
    if phase == "nominations" and site.nominate:
        said.append(site.say("phase.nominate", slate=site.slate))
    if phase == "between" and site.slate and site.orders_on and not site.all_ordered:
        said.append(site.say("phase.awaited_some" if site.ordered else "phase.awaited_orders", on=site.orders_on))
    if group_of(phase) == "ahead" and phase != "nominations":
        said.append(_said(site, "phase.awaited_ballots", "on", "ballots-out"))
    if group_of(phase) == "open" and site.slate and not site.all_ordered and site.orders_on:
        said.append(site.say("phase.awaited_some" if site.ordered else "phase.awaited_orders", on=site.orders_on))
    if phase == "counting":
        said.append(_said(site, "phase.awaited_result", "on", "result"))
    return " ".join(filter(None, said))


def phase_windows(site: Site, phase: Phase) -> str:
    """What can still be asked for in a phase, and when the result is final: for the pages that tell the result."""
    return " ".join(filter(None, _windows(site, phase)))


def settled_words(site: Site) -> str:
    """The areas whose order is settled: their names, or how many they are."""
    names = [area.name for area in site.settled]
    if len(names) > NAMED:
        return site.say("home.settled_many", number=len(names), areas=len(site.areas))
    return ", ".join(names)


def _said(site: Site, key: str, brace: str, moment: str) -> str:
    """A sentence with its day; "" where it needs one that is not known."""
    text, at = site.say(key), site.told(moment)
    if "{" + brace + "}" not in text:
        return text
    return site.say(key, **{brace: when(at, site.language)}) if at else ""


def _standing(site: Site, phase: Phase) -> Iterator[str]:
    """Whether a result stands, where that is a question in this election at all."""
    if phase != "result":
        yield site.say("phase.provisional")
    elif site.recounts_until or site.complaints_until or site.final_from:
        yield site.say("phase.final")


def _windows(site: Site, phase: Phase) -> Iterator[str]:
    """What can still be asked for, and when the result is final."""
    if phase == "provisional":
        yield _said(site, "phase.recounts", "until", "recount-requests-close")
    if phase in ("provisional", "complaints"):
        yield _said(site, "phase.complaints", "until", "complaints-close")
        yield _said(site, "phase.final_on", "on", "result-final")


def _result(site: Site, kind: str) -> str:
    """Who of the slate is elected; on the neutral site, everybody who is."""
    sheet = site.main_result
    if sheet is None:
        return site.say("phase.result")
    ours = [one.name for one in sheet.elected if one.own or kind]
    if kind:
        return site.say("phase.result_neutral", names=", ".join(ours))
    if not ours:
        return site.say("phase.result_none")
    return site.say("phase.result_ours", elected=len(ours), stood=sheet.stood, names=", ".join(ours))
