"""A demo answers this machine and nobody else; a real site answers whoever reaches it."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.parametrize("address", ["10.1.2.3", "192.168.0.7", "2001:db8::1", "", "localhost"])
def test_from_another_machine(settings, address: str) -> None:
    settings.DEMO = True
    refused = Client(REMOTE_ADDR=address).get("/login/")
    assert refused.status_code == 403
    assert "只在本机可用" in refused.content.decode()
    settings.DEMO = False
    if address not in ("", "localhost"):
        assert Client(REMOTE_ADDR=address).get("/login/").status_code == 200


def test_through_a_proxy(settings) -> None:
    settings.DEMO = True
    assert Client().get("/login/", HTTP_X_FORWARDED_FOR="10.1.2.3").status_code == 403
    assert Client().get("/login/").status_code == 200
