"""Requests to the real pages as people of the fictional district, at an instant of one's choice."""

from __future__ import annotations

from typing import Any

from django.test import Client
from tests.builders.signing_in import account, signed_in

from plumbline.apps.people.models import Account
from plumbline.core.authority.person import Person


def desk_of(person: Person) -> Client:
    """A browser signed in as the person, with an account in its role."""
    if not Account.objects.filter(username=person.name).exists():
        account(
            person.name,
            person.role,
            organ=person.organ,
            officer=person.officer or "",
            divisions=person.divisions,
        )
    return signed_in(person.name)


def part(client: Client, address: str, data: dict[str, Any] | None = None) -> Any:
    """The same address asked by HTMX: get, or post with data."""
    if data is None:
        return client.get(address, headers={"HX-Request": "true"})
    return client.post(address, data, headers={"HX-Request": "true"})
