"""What has a moment after which nobody needs it: removed by the office itself, at its start and while it is open."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from hustings.office import previews, runs, upgrading
from hustings.office.clock import now
from hustings.office.models import Preview, Run
from hustings.office.settings import office_home


def remove() -> None:
    """Remove the pages of previews whose address is good no more, or that nobody has given one in a week; and copies of
    the database from before an upgrade."""
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
