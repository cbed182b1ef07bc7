"""Login in the house's way: nobody signs up, an identity provider only brings people who have an account here."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from plumbline.apps.people.errors import NoAccount
from plumbline.apps.people.middleware import refused_page
from plumbline.apps.people.queries import login_of


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by the security administrator alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class GovernmentIdentity(DefaultSocialAccountAdapter):
    """A login of the identity provider belongs to the account of the same user name, or to nobody.

    The provider is trusted to say who somebody is (its claims are verified against its own keys); what the person may
    do here stands in this site's records alone.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        name = _name_of(sociallogin.account.extra_data)
        account = login_of(name) if name else None
        if account is None:
            raise ImmediateHttpResponse(refused_page(request, NoAccount(username=name or "—")))
        sociallogin.connect(request, account)


def _name_of(told: dict[str, Any]) -> str:
    """The user name that the provider's signed token gives; what it says besides counts for the same subject alone."""
    signed = told.get("id_token") or {}
    beside = told.get("userinfo") or {}
    if beside.get("sub") != signed.get("sub"):
        beside = {}
    return str(signed.get(settings.OIDC_CLAIM) or beside.get(settings.OIDC_CLAIM) or "") if signed else ""


class SealedSecrets(DefaultMFAAdapter):
    """Secrets of authenticators are kept encrypted: whoever copies the database alone cannot compute codes."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"second factor\x00" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
