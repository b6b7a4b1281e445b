"""The words of django-allauth's forms: what stands beside their fields, as this office says it."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

# By the name of a field: its label, and a hint or "".
WORDS = {
    "login": ("E-mail address", ""),
    "password": ("Password", ""),
    "oldpassword": ("Your password now", ""),
    "password1": ("The new password", ""),
    "password2": ("The new password again", ""),
    "code": ("Code", ""),
    "name": ("Name of the passkey", "So that you can tell several apart, such as “my phone”."),
    "passwordless": ("Sign in with it alone, without the password. It asks for your finger, your face or its PIN", ""),
}


class _Said(forms.Form):
    """A form whose fields are labelled from WORDS; nothing stands in a field that is empty."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for name, field in self.fields.items():
            if name in WORDS:
                field.label, field.help_text = WORDS[name]
            field.widget.attrs.pop("placeholder", None)
            missing = "choose it" if name == "passwordless" else "write it"
            field.error_messages["required"] = f"{field.label or name}: {missing}."


class SignIn(_Said, LoginForm):  # type: ignore[misc]
    """The way in."""


class NewPassword(_Said, ChangePasswordForm):  # type: ignore[misc]
    """Another password."""


class Code(_Said, AuthenticateForm):  # type: ignore[misc]
    """The second step."""


class CodeAgain(_Said, ReauthenticateForm):  # type: ignore[misc]
    """It is still the same person: the code of the app, or a recovery code."""


class App(_Said, ActivateTOTPForm):  # type: ignore[misc]
    """A new authenticator app."""


class Passkey(_Said, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""


class Renamed(_Said, EditWebAuthnForm):  # type: ignore[misc]
    """Another name of a passkey."""
