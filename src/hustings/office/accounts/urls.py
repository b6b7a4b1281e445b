"""The addresses of an office of several people: those of a solo office but its door, and those about people."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa import urls as second_factors
from django.urls import include, path

from hustings.office import urls as office
from hustings.office.accounts import views

urlpatterns = [
    *(each for each in office.urlpatterns if each.name != "open"),
    path("accounts", views.accounts, name="accounts"),
    path("accounts/<int:account>/open", views.set_open, name="account-open"),
    path("accounts/<int:account>/again", views.let_in_again, name="let-in-again"),
    path("accounts/invitation/<int:invitation>/withdraw", views.withdraw, name="withdraw"),
    path("accounts/appoint", views.appoint, name="appoint"),
    path("accounts/acts", views.account_acts, name="account-acts"),
    path("e/<slug:key>/people", views.in_election, name="roles"),
    path("e/<slug:key>/people/destroy", views.destroy_accounts, name="destroy-accounts"),
    path("e/<slug:key>/people/take-over", views.take_over, name="take-over"),
    path("e/<slug:key>/people/<int:role>/remove", views.remove_role, name="remove-role"),
    path("join/<str:token>", views.join, name="join"),
    path("forgotten", views.forgotten, name="forgotten"),
    path("in", account.login, name="account_login"),
    path("out", account.logout, name="account_logout"),
    path("account/again", account.reauthenticate, name="account_reauthenticate"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/", include(second_factors)),
]
handler404 = office.handler404
handler500 = office.handler500
handler429 = "hustings.office.mistakes.too_often"
