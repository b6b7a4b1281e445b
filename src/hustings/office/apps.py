"""The office as Django names it."""

from __future__ import annotations

from django.apps import AppConfig


class Office(AppConfig):
    """The rows of the office."""

    name = "hustings.office"
    label = "office"
    verbose_name = "The office"
