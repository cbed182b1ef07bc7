"""Pages of supervision: the list, a finding, what two supervisors decide, the morning page."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from tests.builders.desk import FILED, HEAD, INVESTIGATED, LU, QIN, SUPERVISOR, did, opened, person
from tests.builders.desk_pages import desk_of
from tests.builders.history import instant
from tests.builders.pages import assert_same_page

from plumbline.apps.ledger_store.actions import Draft, enter
from plumbline.apps.ledger_store.queries import case_records
from plumbline.apps.supervision.actions.scanning import tick
from plumbline.apps.supervision.models import FindingRow
from plumbline.apps.supervision.pages.trend_parts import rule_said
from plumbline.core.authority.role import Role
from plumbline.core.ledger.moment import Moment, written_instant
from plumbline.core.oversight.finding import NOTE, State, fold, stream_of, written_seen

pytestmark = [pytest.mark.django_db]
SECOND = person(Role.SUPERVISOR, "SF-0002", "organ-justice")


def note_again(case: str, key: str) -> None:
    """The scan sees the same breach, with something about it changed."""
    records = [one.record for one in case_records(stream_of(case))]
    seen = replace(fold(records)[key].seen, late_entry=True)
    now = instant("2026-03-05 10:00")
    draft = Draft(
        id="note-again",
        case=stream_of(case),
        step=NOTE,
        at=Moment(written_instant(now), "microsecond"),
        organ=QIN.organ,
        entered_by="system",
        pack=records[-1].pack,
        fields=written_seen(seen, State.OPEN),
    )
    enter(draft, expected=len(records), now=now)


@pytest.fixture
def finding() -> str:
    """A case with one officer where two are demanded, and a filing that came too late for nothing."""
    case = opened("2026-03-02 09:00")
    did(case, "file_case", "2026-03-02 10:00", by=HEAD, papers=("立案审批表",), **FILED)
    did(case, "investigate", "2026-03-03 09:00", mode="attest", **INVESTIGATED)
    tick(now=instant("2026-03-03 10:00"))
    return str(FindingRow.objects.get().id)


def test_a_finding_says_why_with_article_and_records(finding) -> None:
    answer = desk_of(SUPERVISOR).get(f"/supervision/findings/{finding}/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "《行政处罚法》第四十二条" in text
    assert "调查" in text
    assert "扫描发现" in text


def test_a_rule_of_a_field_of_law_is_called_by_what_it_says() -> None:
    assert rule_said("disclosure", "stop-display-minor-samr") != "stop-display-minor-samr"
    assert rule_said("disclosure", "gone") == "gone"


def test_the_list_is_searched_filtered_and_taken_away(finding) -> None:
    desk = desk_of(SUPERVISOR)
    assert_same_page(
        desk, "/supervision/findings/", "/supervision/findings/?tab=all&rule=two-officers", "list"
    )
    assert "没有符合条件" in desk.get("/supervision/findings/?q=无此案号").content.decode()
    assert "两人" in desk.get("/supervision/findings/?rule=two-officers").content.decode()
    sheet = b"".join(desk.get("/supervision/findings/export.csv?form=csv").streaming_content).decode()
    assert "青市监立〔2026〕1号" in sheet


def test_two_supervisors_explain_away_one_cannot(finding) -> None:
    address = f"/supervision/findings/{finding}/decide/"
    first, second = desk_of(SUPERVISOR), desk_of(SECOND)
    assert first.post(address, {"what": "propose", "reason": "短"}).status_code == 422
    first.post(address, {"what": "propose", "reason": "另一名执法人员在场，漏记姓名"})
    assert "须由另一名" in first.get(f"/supervision/findings/{finding}/").content.decode()
    first.post(address, {"what": "confirm"})
    assert FindingRow.objects.get().state == "open"
    second.post(address, {"what": "confirm"})
    row = FindingRow.objects.get()
    assert (row.state, row.closed_by) == ("excused", "SF-0001 SF-0002")
    tick(now=instant("2026-04-03 10:00"))
    assert FindingRow.objects.get(id=finding).state == "excused"


def test_a_scan_that_finds_it_changed_does_not_drop_what_was_proposed(finding) -> None:
    row, reason = FindingRow.objects.get(), "另一名执法人员在场"
    desk_of(SUPERVISOR).post(
        f"/supervision/findings/{finding}/decide/", {"what": "propose", "reason": reason}
    )
    note_again(row.case, row.key)
    assert FindingRow.objects.get(id=finding).waits


def test_what_is_not_confirmed_stays_open(finding) -> None:
    address = f"/supervision/findings/{finding}/decide/"
    desk_of(SUPERVISOR).post(address, {"what": "propose", "reason": "另一名执法人员在场，漏记姓名"})
    desk_of(SECOND).post(address, {"what": "refuse", "reason": "录音中只有一人的声音"})
    row = FindingRow.objects.get()
    assert (row.state, row.waits) == ("open", False)


def test_an_officer_sees_the_finding_and_decides_nothing(finding) -> None:
    desk = desk_of(QIN)
    assert "补办应办的事项" in desk.get(f"/supervision/findings/{finding}/").content.decode()
    assert (
        desk.post(
            f"/supervision/findings/{finding}/decide/", {"what": "settle", "reason": "已经整改到位"}
        ).status_code
        == 403
    )
    assert desk.get("/supervision/").status_code == 403


def test_the_morning_page_counts_what_is_new(finding) -> None:
    text = desk_of(SUPERVISOR).get("/supervision/").content.decode()
    assert "两人" in text
    assert "未决违反合计" in text


def test_the_case_page_shows_its_findings(finding) -> None:
    case = FindingRow.objects.get().case
    text = desk_of(QIN).get(f"/cases/{case}/").content.decode()
    assert f"/supervision/findings/{finding}/" in text
    card = text[text.index('id="pl-findings"') :]
    assert "红色" in card[: card.index("</section>")], "an open breach makes the case red"


def test_an_officer_sees_the_own_cases_by_light_and_nobody_elses(finding, settings) -> None:
    settings.CLOCK = lambda: instant("2026-03-04 09:00")
    case, quiet = FindingRow.objects.get().case, opened("2026-03-02 09:00", number="青市监立〔2026〕2号")
    desk = desk_of(QIN)
    text = desk.get("/supervision/own/").content.decode()
    assert text.index(f"/cases/{case}/") < text.index(f"/cases/{quiet}/"), "the red one first"
    assert re.search(r"红色案件.{0,120}<b>1</b>.*绿色案件.{0,120}<b>1</b>", text, re.DOTALL)
    red = desk.get("/supervision/own/?light=red").content.decode()
    assert f"/cases/{case}/" in red
    assert f"/cases/{quiet}/" not in red
    assert f"/cases/{case}/" not in desk_of(LU).get("/supervision/own/").content.decode()
    FindingRow.objects.update(outcome="undetermined")
    assert f"/cases/{case}/" in desk.get("/supervision/own/?light=amber").content.decode()


def undetermined(case: str, number: str, rules: int) -> None:
    """So many rules cannot judge a case."""
    values = FindingRow.objects.values().first()
    assert values is not None
    for at in range(rules):
        changed = {"id": f"{case}-{at}", "case": case, "number": number, "outcome": "undetermined"}
        FindingRow.objects.create(**{**values, **changed})


def test_what_cannot_be_judged_is_gathered_by_case(finding) -> None:
    """One paper that is lacking is lacking for twenty rules: a supervisor asks the organ once."""
    undetermined("few", "青市监立〔2026〕8号", 2)
    undetermined("many", "青市监立〔2026〕9号", 20)
    desk = desk_of(SUPERVISOR)
    text = desk.get("/supervision/findings/?tab=unclear").content.decode()
    assert re.findall(r"青市监立〔2026〕(\d)号</a>", text) == ["9", "8"]
    assert "20 项规则" in text
    assert "2 件" in text
    link = re.search(r'href="(\?[^"]+)"[^>]*>20 项规则', text)
    assert link is not None
    one = desk.get(f"/supervision/findings/{html.unescape(link[1])}").content.decode()
    assert one.count("青市监立〔2026〕9号</a>") == 20
    assert "青市监立〔2026〕8号" not in one
    each = desk.get("/supervision/findings/?tab=unclear&each=1").content.decode()
    assert each.count("青市监立〔2026〕9号</a>") + each.count("青市监立〔2026〕8号</a>") == 20, (
        "a page of lines"
    )
    morning = desk.get("/supervision/").content.decode()
    assert "2 件案件缺少事实" in morning
    assert "无法判断" not in desk.get("/supervision/findings/?tab=unclear&rule=none").content.decode()
