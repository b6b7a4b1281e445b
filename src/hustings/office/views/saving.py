"""A form of the set-up saved: what is wrong is shown beside what was typed, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse

from hustings.election.problems import BadInput, Problem
from hustings.office import acts, overlays
from hustings.office.models import Election
from hustings.office.pages import show
from hustings.office.setup import checked
from hustings.office.views import given


@dataclass(slots=True)
class Form:
    """A page with a form. filled: what its fields hold. fields: their names by the keys of election.toml.

    told: what the template is given besides. back: where a change that was kept leads. later: files whose problems can
    be put right another day, and stop nothing.
    """

    template: str
    filled: Mapping[str, str]
    back: Callable[[Election], HttpResponse]
    told: dict[str, object] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    later: frozenset[str] = frozenset()

    def shown(self, request: HttpRequest, election: Election, problems: tuple[Problem, ...] = ()) -> HttpResponse:
        status = 422 if problems else 200
        given: dict[str, object] = {"filled": self.filled, "anyway": False} | self.told
        return show(request, self.template, status, election=election, problems=problems, **given)

    def saved(
        self, request: HttpRequest, election: Election, make: Callable[[dict[str, bytes]], dict[str, bytes]], why: str
    ) -> HttpResponse:
        """Keep the files that `make` makes of the folder's, or show the form again with what is in the way."""
        old = acts.current_files(election)
        try:
            new = old | make(old)
            overlays.checked(acts.home_of(election.key), election.current, {p: c for p, c in new.items() if c}, None)
        except BadInput as bad:
            return self.shown(request, election, bad.problems)
        new = {path: content for path, content in new.items() if content}
        if new == old:
            return self.back(election)
        problems = tuple(each for each in checked.new_problems(old, new) if each.source not in self.later)
        if problems and not given.field(request, "anyway"):
            self.told["anyway"] = True
            text = new.get("election.toml", b"").decode("utf-8", "replace")
            return self.shown(request, election, checked.beside(problems, text, self.fields))
        base = given.field(request, "base")
        if base != election.current:
            said = (
                "this election was changed in another window since you opened this page; save again to put this over it"
            )
            return self.shown(request, election, (Problem("another window", said),))
        return self.back(acts.change(election.key, base, new, why))
