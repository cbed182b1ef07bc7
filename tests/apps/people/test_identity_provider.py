"""A government identity provider by OpenID Connect: a small real one on loopback, with its own keys and endpoints."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from tests.builders.signing_in import NOW, account

from plumbline.apps.people import actions
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db]

CLIENT, SECRET = "plumbline", "shared-word"


class Provider:
    """Discovery, authorisation by code with PKCE, tokens signed with RS256, user info."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.key
        self.also_says: dict[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def authorise(self, address: str, user: str) -> str:
        """What the person's browser does there: signs in, and is sent back with a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        code = secrets.token_hex(8)
        self.codes[code] = {**asked, "user": user}
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None:
            return None
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": f"id-{asked['user']}",
            "preferred_username": asked["user"],
            "iat": int(time.time()),
            "exp": int(time.time()) + 3600,
        }
        if "nonce" in asked:
            claims["nonce"] = asked["nonce"]
        signed = jwt.encode(claims, self.signs_with, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": asked["user"], "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                if path == "/.well-known/openid-configuration":
                    ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
                    told = {f"{name}_endpoint": f"{provider.url}/{end}" for name, end in ends.items()}
                    told |= {"issuer": provider.url, "jwks_uri": f"{provider.url}/jwks"}
                    self._say({**told, "token_endpoint_auth_methods_supported": ["client_secret_post"]})
                elif path == "/jwks":
                    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(provider.key.public_key()))
                    self._say({"keys": [{**jwk, "kid": "1", "alg": "RS256", "use": "sig"}]})
                elif path == "/userinfo":
                    user = self.headers["Authorization"].removeprefix("Bearer ")
                    self._say(provider.also_says or {"sub": f"id-{user}", "preferred_username": user})
                else:
                    self.send_error(404)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                given = provider.token(form)
                self._say(given or {"error": "invalid_grant"}, 200 if given else 400)

            def _say(self, told: dict[str, Any], status: int = 200) -> None:
                data = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_given: Any) -> None:
                pass

        return Handler


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    peer = Provider()
    app = {
        "provider_id": "government",
        "name": "统一身份认证",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": peer.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    settings.SECOND_FACTOR_REQUIRED = True
    yield peer
    peer.server.shutdown()
    peer.server.server_close()


def enter(client: Client, provider: Provider, user: str) -> Any:
    """The whole way: our button, the provider's page, the way back."""
    there = client.post("/login/oidc/government/")
    assert there.status_code == 302
    assert there["Location"].startswith(f"{provider.url}/authorize?")
    return client.get(provider.authorise(there["Location"], user))


def test_whoever_has_an_account_of_that_name_comes_in_and_needs_no_other_factor(provider: Provider) -> None:
    account("qin.yue", Role.OFFICER)
    client = Client()
    assert "统一身份认证" in client.get("/login/").content.decode()
    assert enter(client, provider, "qin.yue").status_code == 302
    assert client.get("/own/").status_code == 200
    assert client.get("/registers/officer/").status_code == 200
    assert enter(Client(), provider, "qin.yue").status_code == 302


def test_whoever_has_none_is_refused_and_none_is_made(provider: Provider) -> None:
    account("qin.yue", Role.OFFICER)
    client = Client()
    refused = enter(client, provider, "nobody")
    assert refused.status_code == 403
    assert "“nobody”在本系统没有账号" in refused.content.decode()
    assert client.get("/own/").status_code == 302


def test_a_token_signed_with_another_key_brings_nobody_in(provider: Provider) -> None:
    account("qin.yue", Role.OFFICER)
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client = Client()
    enter(client, provider, "qin.yue")
    assert client.get("/own/").status_code == 302


def test_a_code_that_was_not_given_brings_nobody_in(provider: Provider) -> None:
    account("qin.yue", Role.OFFICER)
    client = Client()
    there = client.post("/login/oidc/government/")
    state = parse_qs(urlsplit(there["Location"]).query)["state"][0]
    answer = client.get(f"/login/oidc/government/callback/?{urlencode({'code': 'made-up', 'state': state})}")
    assert "统一身份认证未" in answer.content.decode()
    assert client.get("/own/").status_code == 302


def test_a_closed_account_stays_closed(provider: Provider) -> None:
    key = account("qin.yue", Role.OFFICER)
    enter(Client(), provider, "qin.yue")
    by = Person("s", "安", Role.SECURITY_ADMIN, "O1")
    actions.close_account(account=key, reason="调离", by=by, now=NOW)
    client = Client()
    enter(client, provider, "qin.yue")
    assert client.get("/own/").status_code == 302


def test_what_is_said_of_another_subject_does_not_count(provider: Provider) -> None:
    account("qin.yue", Role.OFFICER)
    provider.also_says = {"sub": "id-other", "preferred_username": "qin.yue"}
    refused = enter(Client(), provider, "nobody")
    assert refused.status_code == 403
