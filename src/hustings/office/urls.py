"""The addresses of the office."""

from __future__ import annotations

from django.urls import path

from hustings.office.views import elections, history, opening

urlpatterns = [
    path("open/<str:token>", opening.enter, name="open"),
    path("", elections.listed, name="elections"),
    path("new", elections.new, name="new"),
    path("bring", elections.bring, name="bring"),
    path("try", elections.practice, name="try"),
    path("put-away", elections.put_aside, name="put-aside"),
    path("e/<slug:key>/", elections.overview, name="election"),
    path("e/<slug:key>/away", elections.away, name="away"),
    path("e/<slug:key>/versions", history.versions_of, name="versions"),
    path("e/<slug:key>/versions/compare", history.compare, name="compare"),
    path("e/<slug:key>/versions/restore", history.restore, name="restore"),
    path("e/<slug:key>/versions/bring", history.bring, name="bring-version"),
    path("e/<slug:key>/versions/<int:number>.zip", history.download, name="download"),
    path("e/<slug:key>/acts", history.acts_of, name="acts"),
]
handler404 = "hustings.office.mistakes.no_such_page"
handler500 = "hustings.office.mistakes.broken"
