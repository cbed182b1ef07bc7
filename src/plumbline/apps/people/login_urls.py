"""Addresses of login and second factor, under the names by which the login library knows them, each with its policy.

The library offers more (signing up, e-mail, reset by mail); what stands not here does not exist.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import path

from plumbline.apps.people.access import requires
from plumbline.apps.people.identity_provider import come_back, leave
from plumbline.apps.people.pages.entrance import change_password, entrance
from plumbline.core.authority.access import public, signed_in

_enter = requires(public("登录", "sign in"))
_own = requires(signed_in("管理本人登录方式", "manage the own ways to sign in"))

urlpatterns = [
    path("login/", _enter(entrance), name="account_login"),
    path("logout/", _enter(account.logout), name="account_logout"),
    path("login/inactive/", _enter(account.account_inactive), name="account_inactive"),
    path("login/second-factor/", _enter(mfa.authenticate), name="mfa_authenticate"),
    path("login/passkey/", _enter(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("login/cancelled/", _enter(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("login/error/", _enter(social.login_error), name="socialaccount_login_error"),
    path("login/closed/", _enter(social.signup), name="socialaccount_signup"),
    path("login/oidc/<str:provider_id>/", _enter(leave), name="openid_connect_login"),
    path("login/oidc/<str:provider_id>/callback/", _enter(come_back), name="openid_connect_callback"),
    path("own/reauthenticate/", _own(account.reauthenticate), name="account_reauthenticate"),
    path("own/password/", _own(change_password), name="account_change_password"),
    path("own/second-factor/", _own(mfa.index), name="mfa_index"),
    path("own/second-factor/reauthenticate/", _own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("own/second-factor/app/", _own(totp.activate_totp), name="mfa_activate_totp"),
    path("own/second-factor/app/remove/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("own/second-factor/codes/", _own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "own/second-factor/codes/new/",
        _own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "own/second-factor/codes/download/",
        _own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("own/passkeys/", _own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("own/passkeys/add/", _own(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "own/passkeys/reauthenticate/",
        _own(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("own/passkeys/<int:pk>/remove/", _own(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("own/passkeys/<int:pk>/edit/", _own(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
]
