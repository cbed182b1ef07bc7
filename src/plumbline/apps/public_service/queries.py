"""Reading of what the public sent."""

from __future__ import annotations

from django.conf import settings

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.ledger_store.queries import personal_values
from plumbline.apps.people.queries.entries import EntryView, every
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.apps.public_service import store
from plumbline.apps.public_service.services import Service
from plumbline.core.authority.access import Visible


def followed(code: str) -> CaseFile | None:
    """The case that a receipt code opens."""
    case = store.case_of(code) if code.strip() else None
    return None if case is None else read_case(case)


def supervising_organ() -> EntryView | None:
    """The organ to which complaints go; None where the site has not named it."""
    return organ_entry(settings.SUPERVISING_ORGAN) if settings.SUPERVISING_ORGAN else None


def organs_offered(service: Service) -> list[tuple[str, str]]:
    """Number and name of every organ that may be named; nobody is asked to look into a complaint about itself."""
    left_out = settings.SUPERVISING_ORGAN if service.to_supervisor else ""
    found = every("organ", Visible(everything=True), ended=False)
    return [(one.code, one.name) for one in found if one.code != left_out]


def personal_of(records: list[str]) -> dict[str, dict[str, str]]:
    """Personal values by record and name, as far as they are still held."""
    found: dict[str, dict[str, str]] = {}
    for place, one in personal_values(records).items():
        if place.kind == "personal" and one.value is not None:
            found.setdefault(place.record, {})[place.name] = str(one.value)
    return found
