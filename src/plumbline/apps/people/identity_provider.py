"""The government identity provider, asked by OpenID Connect; its token is believed only with its signature.

The login library lets the signature pass where the token came straight from the provider over TLS. On a government
intranet the way is not always TLS, so it is verified against the provider's own keys here.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse


class Signed(OpenIDConnectOAuth2Adapter):
    """The library's adapter, with the signature asked every time."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return claims


@login_not_required
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider."""
    return _view(OAuth2LoginView, request, provider_id)


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider, with a code."""
    return _view(OAuth2CallbackView, request, provider_id)


def _view(kind: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = kind.adapter_view(Signed(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
