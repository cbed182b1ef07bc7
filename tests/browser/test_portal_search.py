"""Fields of searches on the portal have room for what is typed, at both sizes."""

from __future__ import annotations

import pytest
from tests.builders.chromium import DESKTOP, PHONE, overflow

pytestmark = [pytest.mark.django_db(transaction=True)]
_WIDTHS = "fields => fields.map(one => one.getBoundingClientRect().width)"


def test_an_inspection_is_looked_up_by_two_fields_that_can_be_read(open_page) -> None:
    page = open_page("/public/inspections/")
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        widths = page.locator(".pl-portal-search input").evaluate_all(_WIDTHS)
        assert len(widths) == 2
        assert min(widths) >= 150, (width, widths)
        assert overflow(page) <= 0
