"""The addresses of the office."""

from __future__ import annotations

from django.urls import path

from hustings.office.views import (
    ballots,
    candidates,
    contests,
    elections,
    history,
    opening,
    results,
    running,
    setup,
    slates,
)

urlpatterns = [
    path("open/<str:token>", opening.enter, name="open"),
    path("", elections.listed, name="elections"),
    path("new", elections.new, name="new"),
    path("bring", elections.bring, name="bring"),
    path("try", elections.practice, name="try"),
    path("put-away", elections.put_aside, name="put-aside"),
    path("e/<slug:key>/", elections.overview, name="election"),
    path("e/<slug:key>/away", elections.away, name="away"),
    path("e/<slug:key>/set-up", setup.parts, name="set-up"),
    path("e/<slug:key>/set-up/about", setup.about_it, name="about"),
    path("e/<slug:key>/set-up/text", setup.text, name="text"),
    path("e/<slug:key>/set-up/contest", contests.form, name="new-contest"),
    path("e/<slug:key>/set-up/contest/<slug:contest>", contests.form, name="contest"),
    path("e/<slug:key>/set-up/contest/<slug:contest>/remove", contests.remove, name="remove-contest"),
    path("e/<slug:key>/set-up/candidates/<slug:contest>", candidates.listed, name="candidates"),
    path("e/<slug:key>/set-up/slate", slates.form, name="new-slate"),
    path("e/<slug:key>/set-up/slate/<slug:slate>", slates.form, name="slate"),
    path("e/<slug:key>/set-up/slate/<slug:slate>/remove", slates.remove, name="remove-slate"),
    path("e/<slug:key>/count/<slug:contest>", results.contest_page, name="result"),
    path("e/<slug:key>/count/<slug:contest>/ballots", ballots.upload_ballots, name="ballots"),
    path("e/<slug:key>/count/<slug:contest>/count", results.count, name="count"),
    path("e/<slug:key>/count/<slug:contest>/declare", results.declare, name="declare"),
    path("e/<slug:key>/count/<slug:contest>/set-aside", results.set_aside, name="set-aside"),
    path("e/<slug:key>/count/<slug:contest>/complain", results.complain, name="complain"),
    path("e/<slug:key>/complaint/<int:number>", results.decide, name="decide"),
    path("e/<slug:key>/result/<int:number>/<str:name>", results.file, name="result-file"),
    path("e/<slug:key>/run/<int:number>", running.page, name="run"),
    path("e/<slug:key>/run/<int:number>/progress", running.progress, name="progress"),
    path("e/<slug:key>/run/<int:number>/cancel", running.cancel, name="cancel"),
    path("e/<slug:key>/run/<int:number>/again", running.again, name="again"),
    path("e/<slug:key>/run/<int:number>/sheet", results.preview_sheet, name="preview-sheet"),
    path("e/<slug:key>/run/<int:number>/read-again", ballots.read_again, name="read-again"),
    path("e/<slug:key>/run/<int:number>/confirm", ballots.confirm, name="confirm"),
    path("e/<slug:key>/run/<int:number>/lot", results.lot, name="lot"),
    path("e/<slug:key>/run/<int:number>/accept", results.accept, name="accept"),
    path("e/<slug:key>/upload/<int:number>/remove", ballots.remove, name="remove-upload"),
    path("e/<slug:key>/versions", history.versions_of, name="versions"),
    path("e/<slug:key>/versions/compare", history.compare, name="compare"),
    path("e/<slug:key>/versions/restore", history.restore, name="restore"),
    path("e/<slug:key>/versions/bring", history.bring, name="bring-version"),
    path("e/<slug:key>/versions/<int:number>.zip", history.download, name="download"),
    path("e/<slug:key>/acts", history.acts_of, name="acts"),
]
handler404 = "hustings.office.mistakes.no_such_page"
handler500 = "hustings.office.mistakes.broken"
