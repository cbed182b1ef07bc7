"""Addresses put together from patterns are those that Django gives."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.urls import NoReverseMatch, reverse

from plumbline.apps.page_parts.addresses import url_of


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("casework:cases", {}),
        ("casework:case", {"case": "QS02-penalty.ordinary-2026-8"}),
        ("casework:case", {"case": "青 石%2F{0}"}),
        ("casework:act", {"case": "a.b", "step": "close_archive"}),
        ("casework:paper_page", {"case": "a.b", "record": "r~1", "place": 2, "page": 31}),
        ("casework:clock", {"case": "a.b", "rule": "decide-in-time", "record": "a/b.c"}),
        ("casework:clock", {"case": "a.b", "rule": "decide-in-time", "record": "b.c"}),
    ],
)
def test_an_address_is_what_django_says(page: str, values: dict[str, object]) -> None:
    assert url_of(page, **values) == reverse(page, kwargs=values)


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("casework:nowhere", {}),
        ("casework:act", {"case": "a", "step": "a.b"}),
        ("casework:case", {"case": "a/b"}),
    ],
)
def test_what_no_address_takes_is_refused(page: str, values: dict[str, object]) -> None:
    with pytest.raises(NoReverseMatch):
        url_of(page, **values)


def test_other_addresses_have_other_patterns() -> None:
    assert url_of("casework:cases") == "/cases/"
    with override_settings(ROOT_URLCONF="plumbline.site.none"), pytest.raises(ImportError):
        url_of("casework:cases")
