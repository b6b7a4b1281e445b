"""What has a moment after which nobody needs it: removed by the office itself, at its start and while it is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery

from hustings.office import hosting, previews, publishing, runs, scrutiny, upgrading
from hustings.office.clock import now
from hustings.office.models import Election, Preview, Result, Run
from hustings.office.settings import office_home

# How long pages, and what counts and readings have found, can still be had after newer ones have taken their place.
REPLACED = timedelta(days=7)


def remove() -> None:
    """Remove the pages of previews whose address is good no more, or that nobody has given one in a week; pages, and
    folders of counts and readings, that newer ones have replaced; and copies of the database from before an upgrade."""
    upgrading.forget_copies(office_home())
    moment = now()
    unseen = Q(preview=None, ended_at__lt=moment - timedelta(hours=max(previews.HOURS)))
    for run in Run.objects.filter(unseen | Q(preview__until__lt=moment), kind=previews.KIND):
        if not runs.place(run).is_dir():
            continue
        with transaction.atomic():
            Preview.objects.filter(run=run, until__lt=moment).delete()
            again = Preview.objects.filter(run=run).exists()  # an address that was given meanwhile
        if not again:
            runs.forget(run)
    hosting.forget_replaced()
    for space in Election.objects.filter(runs__kind=publishing.SITE).distinct():
        for run in list(_replaced(space, moment)):
            runs.forget(run)
    for run in _outdone(moment):
        runs.forget(run)


def _outdone(moment: datetime) -> Iterable[Run]:
    """The counts, recounts, readings and vacancies' counts that are over and kept no longer: a newer one of the same
    contest came to its end long enough ago. What counts of them is in versions; but what was said of a vacancy is with
    its run, a declaration waits beside it for a second person, and a report has the recounts since its result."""
    same = {name: OuterRef(name) for name in ("election", "contest", "kind")}
    newer = Run.objects.filter(**same, pk__gt=OuterRef("pk"), state="done", status=0, ended_at__lt=moment - REPLACED)
    result = Result.objects.filter(election=OuterRef("election"), contest=OuterRef("contest"), set_aside=False)
    reported = Q(kind=scrutiny.RECOUNT, asked_at__gte=Subquery(result.order_by("-pk").values("provisional_at")[:1]))
    provisional = Result.objects.filter(run=OuterRef("pk"), declared_at=None, set_aside=False)
    there = [int(path.name) for path in office_home().runs.iterdir() if path.name.isdecimal()]
    over = Run.objects.filter(Exists(newer), pk__in=there, kind__in=runs.PASSING, state__in=runs.OVER, vacancy=None)
    return over.exclude(Exists(provisional)).exclude(reported).exclude(proposal__version=F("election__current"))


def _replaced(space: Election, moment: datetime) -> Iterator[Run]:
    """The runs whose pages newer ones replaced long enough ago, and that are not on the web, nor were lately."""
    made = Run.objects.filter(election=space, kind=publishing.SITE, state="done", status=0).order_by("pk")
    there = [run for run in made if runs.place(run).is_dir()]
    left = hosting.left_the_web(space) if len(there) > 1 else {}
    for run, newer in pairwise(there):
        assert newer.ended_at is not None  # it is done
        since = max(newer.ended_at, left.get(run.pk, newer.ended_at))
        if since < moment - REPLACED and run.pk != hosting.on_the_web(space):
            yield run
