"""What is kept of people for a time, and removed by the office once that is over: sessions, wrong passwords, links."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db.models import Q

from hustings.office.accounts.models import Invitation
from hustings.office.accounts.settings import LOCKED
from hustings.office.clock import now


def remove() -> None:
    """Remove sessions that are over, tries that lock nobody out any more, and whom links were for that let nobody in
    any more."""
    moment = now()
    dead = Q(used=True) | Q(until__lt=moment)
    # Each is looked for first: to remove nothing would hold up whoever works.
    for rows in (
        Session.objects.filter(expire_date__lt=moment),
        AccessAttempt.objects.filter(attempt_time__lt=moment - timedelta(hours=LOCKED)),
    ):
        if rows.exists():
            rows.delete()
    links = Invitation.objects.filter(dead).exclude(email="", name="")
    if links.exists():
        links.update(email="", name="")
