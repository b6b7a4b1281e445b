"""The addresses of the office."""

from __future__ import annotations

from django.urls import path

from hustings.office.views import candidates, contests, elections, history, opening, setup, slates

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
    path("e/<slug:key>/versions", history.versions_of, name="versions"),
    path("e/<slug:key>/versions/compare", history.compare, name="compare"),
    path("e/<slug:key>/versions/restore", history.restore, name="restore"),
    path("e/<slug:key>/versions/bring", history.bring, name="bring-version"),
    path("e/<slug:key>/versions/<int:number>.zip", history.download, name="download"),
    path("e/<slug:key>/acts", history.acts_of, name="acts"),
]
handler404 = "hustings.office.mistakes.no_such_page"
handler500 = "hustings.office.mistakes.broken"
