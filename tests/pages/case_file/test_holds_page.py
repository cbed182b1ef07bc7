"""Legal hold at the desk: two persons set it, two lift it, and meanwhile nothing of the case goes."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import HEAD, QIN, opened, registered_organ
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant

from plumbline.apps.case_file.destruction import check_may_destroy
from plumbline.apps.casework.case_reading import read_case
from plumbline.core.cases.legal_hold_errors import FilesHeld

pytestmark = [pytest.mark.django_db]
TOLD = {"do": "set", "reason": "行政复议审理中", "authority": "区政府复议办 青复〔2026〕3号"}


def said(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").find("main").get_text(" ", strip=True)


def test_a_hold_from_setting_to_lifting(settings, tmp_path: Path) -> None:
    settings.CLOCK = lambda: instant("2026-10-12 09:20")
    settings.DATA = tmp_path
    registered_organ()
    case = opened("2026-10-08 09:00", "penalty.simple", number="青市监简〔2026〕1号")
    first, second, address = desk_of(QIN), desk_of(HEAD), f"/cases/{case}/keeping/hold/"
    assert "没有保全" in said(first.get(address))
    assert first.post(address, {**TOLD, "authority": ""}).status_code == 422
    assert first.post(address, TOLD).status_code == 302
    with pytest.raises(FilesHeld):
        check_may_destroy(read_case(case).held, ())
    page = BeautifulSoup(second.get(address).content, "html.parser")
    hold = page.find("input", attrs={"name": "hold"})["value"]
    refused = first.post(address, {"do": "agree", "hold": hold})
    assert (refused.status_code, "须由另一人" in said(refused)) == (422, True)
    assert second.post(address, {"do": "agree", "hold": hold}).status_code == 302
    lift = {"do": "lift", "hold": hold, "reason": "复议终结"}
    assert first.post(address, lift).status_code == 302
    again = first.post(address, lift)
    assert (again.status_code, "须由另一人" in said(again)) == (422, True)
    with pytest.raises(FilesHeld):
        check_may_destroy(read_case(case).held, ())
    assert second.post(address, lift).status_code == 302
    check_may_destroy(read_case(case).held, ())
    assert "已解除" in said(second.get(address))
