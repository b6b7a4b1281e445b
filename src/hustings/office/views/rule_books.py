"""The rule books, and what each makes of the same papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from hustings.office.pages import show
from hustings.office.setup.sample import sample
from hustings.office.views.given import number


@require_GET
def compared(request: HttpRequest) -> HttpResponse:
    """Whom each rule book elects from a sample, and what each says. seats: the sample's places, where somebody asks."""
    return show(request, "rule-books", sample=sample(number(request, "seats")))
