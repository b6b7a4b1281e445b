"""A declaration that needs two people: the first declares, the second looks at the same version and countersigns."""

from __future__ import annotations

from django.db import transaction

import hustings
from hustings.election.problems import BadInput, Problem
from hustings.office import audit
from hustings.office.acting import actor, who
from hustings.office.acts import Moved
from hustings.office.clock import now
from hustings.office.models import Election, Proposal, Run


def in_the_way(told: hustings.Election) -> list[str]:
    """Why nobody can declare anything of this election here; [] where somebody can."""
    if told.declared_by < 2 or actor().account:
        return []
    said = "this election asks that two people declare its results, and an office with one user cannot"
    return [f"{said}. Two people can sign its record by the command line, or its set-up can be changed"]


def waiting(run: Run, election: Election) -> Proposal | None:
    """What waits for a second person; None where nothing does, or the election has been changed since."""
    found = Proposal.objects.filter(run=run).first()
    return found if found is not None and found.version == election.current else None


def waiting_vacancy(election: Election, contest: str) -> Proposal | None:
    """The newest declaration of who fills a contest's vacancy that waits for a second person."""
    found = Proposal.objects.filter(run__election=election, run__contest=contest, run__kind="vacancy")
    return found.filter(version=election.current).order_by("-at").first()


def declared_by(run: Run, election: Election, told: hustings.Election, name: str, *, second: bool) -> str:
    """In whose name a run's result is declared now; "" where a second person is still needed, which is written down.

    name: as it was typed, where nobody has an account. second: it is said to be the second person's word. Raises
    BadInput for the same person twice, and Moved where somebody else has declared it meanwhile: who declares has not
    said that they countersign.
    """
    name = actor().name if actor().account else name
    if not name:
        raise BadInput(Problem("name", "write the name of the person who declares it"))
    if told.declared_by < 2:
        return f"{name} (declared by one person)"
    found = waiting(run, election)
    if found is None:
        with transaction.atomic():
            Election.objects.select_for_update().get(pk=election.pk)
            if (found := waiting(run, election)) is not None and found.account != actor().account:
                raise Moved(f"{found.name} has declared it since the page was shown; you can countersign it")
            given = {"version": election.current, "name": name, "account": actor().account, "at": now()}
            Proposal.objects.update_or_create(run=run, defaults=given)
            audit.record(who(), "declared, to be countersigned", election.key, contest=run.contest, run=run.pk)
        return ""
    if found.account == actor().account:
        said = f"{name} has declared it; somebody else, the deputy or a scrutineer, has to countersign"
        raise BadInput(Problem("declare", said))
    if not second:
        raise Moved(f"{found.name} has declared it since the page was shown; you can countersign it")
    return f"{found.name}, countersigned by {name}"
