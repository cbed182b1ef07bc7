"""One small pack through Chromium: each step with what its examples enter, each guard broken. All in `make drill`."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders.walked_site import walker_on

pytestmark = [pytest.mark.django_db(transaction=True)]
SMALL = "committee.meeting"


@pytest.mark.complains("422")
def test_every_step_and_guard_of_a_small_pack(
    open_page: Any, live_server: Any, settings: Any, tmp_path: Any
) -> None:
    settings.DIVISION, settings.CLOCK, settings.DATA = "650105", settings.CLOCK, tmp_path
    walker = walker_on(open_page("/login/"), live_server.url, tmp_path / "kept.sqlite3")
    met = walker.walk(SMALL)
    assert [*met.told()] == []
    assert len(met.walked) == met.steps == 7
    assert met.refused == met.tried
    assert len(met.refused) == met.guards == 3
