"""Pages: templates, and what all of them know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined

from hustings.election.problems import Problem
from hustings.look.numerals import numeral
from hustings.office.acting import actor
from hustings.office.models import Election, Version
from hustings.office.plainly import day, plain, sentence
from hustings.office.spaces import fits

# What there is of an election, in the order of the work.
MENU = (
    ("election", "Where it stands"),
    ("set-up", "Set up"),
    ("beliefs", "Beliefs"),
    ("plan", "Plan"),
    ("publish", "Publish"),
    ("campaigns", "Campaigns"),
    ("roles", "People"),
    ("versions", "Versions"),
    ("acts", "What was done"),
)


def environment(**options: Any) -> Environment:
    """How templates are read: everything is escaped, and a name that nobody gave is an error."""
    made = Environment(**(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}))
    made.globals |= {"url": _url, "static": static, "htmx_script": htmx_script, "numeral": numeral}
    made.filters |= {"moment": moment, "day": day, "counted": counted, "sentence": sentence, "plain": plain}
    return made


def show(request: HttpRequest, template: str, status: int = 200, /, **told: object) -> HttpResponse:
    """A page. election: whose; its header and its base for changes come from it."""
    election = told.get("election")
    base = election.current if isinstance(election, Election) else ""
    given: dict[str, object] = {"election": None, "undo": _undo(request, election), "base": base, "here": request.path}
    # Of a form that was refused: what is wrong with it, and what was typed (`again`).
    told["problems"] = told.get("problems") or refused(request)
    given |= {"typed": getattr(request, "typed", {})}
    given["back"] = ""
    given |= {
        "may": may(request),
        "sees": sees(request),
        "page": _page(request),
        "person": person(request),
        "actor": actor(),
    }
    given |= {"served": hasattr(request, "may"), "menu": _menu(request, election)} | told
    status = 422 if status == 200 and refused(request) else status
    return render(request, f"office/{template}.html", given, status=status)


def refused(request: HttpRequest) -> tuple[Problem, ...]:
    """What is wrong with a form that was sent, where its page is shown again."""
    found: tuple[Problem, ...] = getattr(request, "refused", ())
    return found


def may(request: HttpRequest) -> Callable[[str], bool]:
    """Whether whoever asks may send the form of an address, by its name; in a solo office, its user may send all."""
    found: Callable[[str], bool] = getattr(request, "may", lambda _: True)
    return found


def sees(request: HttpRequest) -> Callable[[str], bool]:
    """Whether whoever asks may see the page of an address, by its name; who is alone sees all but people's parts."""
    found: Callable[[str], bool] = getattr(request, "sees", lambda name: name != "roles")
    return found


def person(request: HttpRequest) -> object:
    """The account that is signed in; None in a solo office, and where nobody is."""
    user = getattr(request, "user", None)
    return user if getattr(user, "is_authenticated", False) else None


def _menu(request: HttpRequest, election: object) -> tuple[tuple[str, str], ...]:
    """What of an election, or of a campaign, whoever asks may see."""
    campaign = isinstance(election, Election) and election.of_id is not None
    return tuple((name, title) for name, title in MENU if sees(request)(name) and fits(name, campaign=campaign))


def _page(request: HttpRequest) -> str:
    """The name of the address that is shown."""
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def moment(at: datetime) -> str:
    """A moment as people write it, by the clock of the office's computer, which is named."""
    return f"{at.astimezone():%-d %B %Y, %H:%M %Z}"


def counted(number: int, one: str, many: str = "") -> str:
    """«1 candidate», «2 candidates»."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _url(name: str, *words: object) -> str:
    return reverse(name, args=words)


def _undo(request: HttpRequest, election: object) -> Version | None:
    """The change that was just made, which the page offers to undo."""
    number = request.GET.get("saved", "")
    if not isinstance(election, Election) or not number.isdecimal() or number == "1":
        return None
    row = Version.objects.filter(election=election, number=int(number)).first()
    return row if row is not None and row.name == election.current else None
