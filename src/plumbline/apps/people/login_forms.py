"""Forms of login and second factor as the library has them, in this house's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("At least 12 characters, not only digits, and none that many people use.")


class OwnPassword(ChangePasswordForm):
    """Another password for oneself; the library tells the rules in markup, which a hint shows as it is written."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["password1"].help_text = PASSWORD_HINT


class EnterCode(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _say(self, "code", _("Code of the authenticator, or a recovery code"))


class EnterCodeAgain(ReauthenticateForm):
    """Before an act of weight."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _say(self, "code", _("Code of the authenticator, or a recovery code"))


class FirstCode(ActivateTOTPForm):
    """The code that proves an authenticator to be set up."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _say(self, "code", _("Code of the authenticator"))


class NewPasskey(AddWebAuthnForm):
    """A passkey gets a name."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _say(self, "name", _("Name of the passkey"))


class PasskeyName(EditWebAuthnForm):
    """A passkey gets another name."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _say(self, "name", _("Name of the passkey"))


def _say(form: forms.Form, field: str, label: Any) -> None:
    """The label says it all: what the library writes into the empty field would say it again in other words."""
    form.fields[field].label = label
    form.fields[field].widget.attrs.pop("placeholder", None)
