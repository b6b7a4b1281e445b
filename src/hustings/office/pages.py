"""Pages: templates, and what all of them know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django_htmx.jinja import htmx_script
from jinja2 import Environment, StrictUndefined

from hustings.look.numerals import numeral
from hustings.office.models import Election, Version

# What there is of an election, in the order of the work.
MENU = (
    ("election", "Where it stands"),
    ("set-up", "Set up"),
    ("publish", "Publish"),
    ("versions", "Versions"),
    ("acts", "What was done"),
)


def environment(**options: Any) -> Environment:
    """How templates are read: everything is escaped, and a name that nobody gave is an error."""
    made = Environment(**(options | {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}))
    made.globals |= {"url": _url, "static": static, "htmx_script": htmx_script, "numeral": numeral}
    made.filters |= {"moment": moment, "counted": counted}
    return made


def show(request: HttpRequest, template: str, status: int = 200, /, **told: object) -> HttpResponse:
    """A page. election: whose; its header and its base for changes come from it."""
    election = told.get("election")
    base = election.current if isinstance(election, Election) else ""
    given = {"menu": MENU, "election": None, "problems": (), "undo": _undo(request, election), "base": base} | told
    return render(request, f"office/{template}.html", given, status=status)


def moment(at: datetime) -> str:
    """A moment as people write it, in UTC."""
    return f"{at:%-d %B %Y, %H:%M} UTC"


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
