"""The page of an exported file is read without a key: no word of the machinery, every value in words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.builders.desk import FILED, INVESTIGATED, ORGAN
from tests.builders.ledger import ENDS, NOON, act, opening
from tests.builders.procedure_walk import settle_colleagues

from plumbline.apps.case_file.case_words import words_for
from plumbline.apps.case_file.index_page import index_page
from plumbline.apps.exchange.models import Source
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.cases.field_values import written_value
from plumbline.core.cases.reserved import (
    ARCHIVE_FILE,
    ASSIGN_CASE,
    CONFIRM_ACT,
    COUNTERSIGN,
    DISCRETION,
    DOCUMENTS,
    FIELD,
    FIELD_ARRIVAL,
    HOLD_FILES,
    LEND_FILE,
    LINK_CASE,
    MOVES,
    OPINION,
    PROPOSE_DESTRUCTION,
    RECORDINGS,
    RESERVED_STEPS,
    SERVICE,
    SIGN_PAPER,
    STATE_FACTS,
    STATE_PARTY,
    SUBMIT,
    TAKE_OVER,
    THINGS,
    VOID_ACT,
)
from plumbline.core.cases.reserved_words import BESIDE, MACHINERY
from plumbline.core.facts.case import JOIN_STEP
from plumbline.core.goods.entries import GOODS_ENTRY, MONEY_ENTRY
from plumbline.core.ledger.canonical import canonical
from plumbline.core.ledger.draft import Draft, entered
from plumbline.core.ledger.evidence import CaseEvidence, Entry
from plumbline.core.ledger.record import Actor, Attachment
from plumbline.core.vocabulary import ValueType

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SPAN = {"from": "2026-03-02T11:30:00.000000+08:00", "to": "2026-03-02T12:10:00.000000+08:00"}
PHOTO = Attachment("file-1", "image/jpeg", 150_000, "sha256:" + "1" * 64)


def stated(step: str, values: Mapping[str, Any]) -> dict[str, Any]:
    known = shelf().docket("penalty.ordinary").procedure.steps[step].fields
    return {name: written_value(known[name], value) for name, value in values.items()}


Said = list[tuple[str, dict[str, Any]]]
GOODS = {"kind": "take_in", "name": "压力表", "count": "2", "unit": "只", "place": "一号库"}


def begun() -> Said:
    """Up to the investigation: opened anew, submitted, approved, confirmed."""
    filed = stated("file_case", FILED)
    papers = [{"kind": "立案审批表", "number": None, "attachment": None}]
    submitted = {
        "step": "file_case",
        "seats": [{"office": "head", "officer": "QS-0002"}],
        "opinion": "建议立案",
        "values": filed,
        "others": [],
        "papers": ["立案审批表"],
        MOVES: [{"record": "m-1", "files": [], **GOODS}],
        THINGS: [{"item": "m-1", "count": "2"}],
    }
    return [
        (ASSIGN_CASE, {"officers": ["QS-0001", "QS-0002"], "reason": "立卷"}),
        (STATE_FACTS, {"facts": {"party_kind": "citizen"}}),
        (STATE_PARTY, {"stated": ["party_name"], "title": "案由", "reason": "写错"}),
        (SUBMIT, submitted),
        (OPINION, {"submission": f"c-{SUBMIT}", "office": "head", "opinion": "同意"}),
        (COUNTERSIGN, {"submission": f"c-{SUBMIT}", "opinion": "无异议"}),
        ("file_case", {**filed, DOCUMENTS: papers}),
        (SIGN_PAPER, {"record": "c-file_case", "place": "1", "kind": "立案审批表", "how": "scan"}),
        (
            "investigate",
            {**stated("investigate", INVESTIGATED), RECORDINGS: [{"kind": "audio_video", **SPAN}]},
        ),
        (CONFIRM_ACT, {"confirms": "c-investigate", FIELD: {"card_shown": True, "checked": []}}),
    ]


def ended() -> Said:
    """From the things taken in to what becomes of the file."""
    decided = {
        "outcome": "penalty",
        "fine": "50000.00",
        "law_applied": "at_act",
        DISCRETION: {
            "tier": "ordinary",
            "least": "500",
            "most": "60000",
            "facts": ["首次违法"],
            "power_name": "处罚",
        },
    }
    return [
        (GOODS_ENTRY, GOODS),
        ("decide", decided),
        ("serve", {SERVICE: {"method": "direct", "day": 20500, "proof": ["送达回证"]}}),
        (
            MONEY_ENTRY,
            {"kind": "plan", "amount": "50000.00", "plan": [{"day": "2026-05-01", "amount": "50000.00"}]},
        ),
        (LINK_CASE, {"kind": "reconsideration", "number": "青政复〔2026〕1号", "organ": "青石区人民政府"}),
        (JOIN_STEP, {"joined_case": "other"}),
        (TAKE_OVER, {"from": "QS-0002", "to": "QS-0003", "officers": ["QS-0001"], "items": ["c-decide"]}),
        (VOID_ACT, {"reason": "误录"}),
        (ARCHIVE_FILE, {"archive_number": "档1", "retention": "permanent", "basis": "期限表"}),
        (LEND_FILE, {"unit": "法院", "purpose": "阅卷", "until": "2026-06-01", "officer": ""}),
        (HOLD_FILES, {"reason": "诉讼", "authority": "法院函"}),
        (
            PROPOSE_DESTRUCTION,
            {"destroys": [{"record": "c-open", "personal": "party_name"}], "ground": "到期"},
        ),
        (
            FIELD_ARRIVAL,
            {"officer": "QS-0001", "late": False, "happened": SPAN["from"], "records": ["c-decide"]},
        ),
    ]


def worked() -> list[Draft]:
    """An ordinary penalty with records of the system of nearly every kind between its acts."""
    more = {"organ": ORGAN, "entered_by": "QS-0001", "by": (Actor("QS-0001", "officer"),)}
    first = opening(
        "c", fields={"field": "", "facts": {"party_kind": "organisation"}}, personal={"party_name": "张某"}
    )
    drafts = [act("c", step, fields=fields, **more) for step, fields in (*begun(), *ended())]
    return [
        first,
        *drafts,
        act("c", "publish_service", **{**more, "entered_by": "source:old", "attachments": (PHOTO,)}),
    ]


@pytest.fixture
def register() -> None:
    """An organ, its officers, a source."""
    settle_colleagues()
    Source.objects.create(
        code="old", title="旧执法系统", organ=ORGAN, division="650105", layout="own", made_at=0
    )


@pytest.fixture
def page(register: None) -> BeautifulSoup:
    return read(worked())


def read(drafts: Sequence[Draft], *, persons: bool = True, withheld: bool = False) -> BeautifulSoup:
    """The page of a case with these records."""
    entries, records, openings = [], [], {}
    for leaf, draft in enumerate(drafts):
        record, opened = entered(draft, recorded_at=NOON + leaf, previous=None, chance=bytes)
        records.append(record)
        entries.append(Entry(leaf, record.to_bytes()))
        openings |= opened
    places = frozenset(place for place in openings if place.kind == "personal")
    shown = {} if withheld else openings
    evidence = CaseEvidence("c", tuple(entries), (), shown, withheld=places if withheld else frozenset())
    made = index_page(evidence, {}, words_for(records, persons=persons))
    assert index_page(evidence, {}, words_for(records, persons=persons)) == made, "no clock, no chance"
    return BeautifulSoup(made, "html5lib")


def visible(page: BeautifulSoup) -> str:
    """What a reader sees before anything is unfolded."""
    for hidden in page.select("details, style, .note"):
        hidden.decompose()
    return re.sub(r"\s+", " ", page.body.get_text(" ") if page.body else "")


def line(page: BeautifulSoup, step: str, label: str) -> str:
    article = next(one for one in page.select("article") if step in one.h3.get_text())
    title = next(one for one in article.select("dt") if one.get_text().startswith(label))
    return re.sub(r"\s+", " ", title.find_next_sibling("dd").get_text(" ")).strip()


def test_no_word_of_the_machinery_is_seen(page: BeautifulSoup) -> None:
    procedure, text = shelf().docket("penalty.ordinary").procedure, visible(page)
    seen = set(re.findall(r"[A-Za-z_][A-Za-z0-9_.]*", text))
    fields = [one for step in procedure.steps.values() for one in step.fields.values()]
    fields += [one.definition for one in procedure.attributes.values()]
    codes = {
        code
        for one in fields
        if one.type is ValueType.CHOICE
        for code in one.options
        if shelf().words.word(one.name, code, "en") != code
    }
    words = {word for one in fields for word in one.english.split()}
    machine = {*RESERVED_STEPS, *procedure.steps, *BESIDE, "true", "false", "null"}
    machine |= {name for names in MACHINERY.values() for name in names if "_" in name}
    machine |= {one for one in codes if "_" in one} | {one.name for one in fields if "_" in one.name}
    machine -= words | {"countersign", "investigate", "decide", "serve", "correct"}
    assert not seen & machine
    assert not re.search(r"[\[{]\"|T\d\d:\d\d|\+08:00|source:\S", text)


def test_values_are_said_in_both_languages(page: BeautifulSoup) -> None:
    for step, label, said in (
        ("立卷", "案件事实", "当事人类型：法人或者其他组织 kind of party: organisation"),
        ("指定承办人", "承办人", "某0（QS-0001） 某1（QS-0002）"),
        ("立案", "管辖依据", "违法行为发生地 place of violation"),
        ("立案", "是否委托办案", "否 no"),
        ("立案", "文书", "《立案审批表》 “Approval of filing”"),
        ("调查取证", "音像记录", "全过程音像记录 2026-03-02 11:30:00–12:10:00 Recording of the whole act"),
        ("作出决定", "罚款金额", "50,000 元 50,000 yuan"),
        ("作出决定", "裁量基准", "一般（500 元–60,000 元）"),
        ("提交审批", "呈批内容", "管辖依据：违法行为发生地 ground of jurisdiction: place of violation"),
        ("提交审批", "涉及的物品", "压力表 2 只"),
        ("签署意见", "所审批的呈批", "提交审批 2026-03-02 11:30 submitted for approval"),
        ("款项登记", "分期", "2026-05-01 50,000 元"),
        ("案卷归档", "保管期限", "永久 permanent"),
        ("关联案件", "关联关系", "行政复议 reconsideration"),
        ("发布送达公告", "录入人", "旧执法系统"),
        ("发布送达公告", "附件", "附件 1 · JPEG 图片"),
        ("申请销毁个人信息", "销毁的内容", "立卷 2026-03-02 11:30 · 当事人"),
    ):
        assert said in line(page, step, label), (step, label)


def test_what_names_another_record_leads_to_it(page: BeautifulSoup) -> None:
    confirmed = next(one for one in page.select("dd a") if one.get_text().startswith("调查取证"))
    there = page.select_one(str(confirmed["href"]))
    assert there is not None
    assert there.h3 is not None
    assert "调查取证" in there.h3.get_text()


def test_nothing_is_hidden_from_whoever_compares(page: BeautifulSoup) -> None:
    """Every field stands folded below its record, as the record holds it."""
    kept = [one.get_text(" ") for one in page.select("details")]
    assert any(canonical(ENDS).decode() in one for one in kept)
    assert any('"jurisdiction_ground":"place_of_violation"' in one for one in kept)
    assert len(kept) == len(page.select("article"))


def test_persons_and_organ_stand_by_name_with_number(page: BeautifulSoup) -> None:
    text = visible(page)
    assert f"青石区某局（{ORGAN}）" in text
    assert re.search(r"\S+（QS-0001）", text)


def test_the_bundle_for_strangers_names_nobody(register: None) -> None:
    text = visible(read(worked(), persons=False))
    assert "QS-0001" in text
    assert "（QS-0001）" not in text


def test_withheld_stays_withheld(register: None) -> None:
    kept_back = read(worked(), withheld=True)
    assert "张某" not in str(kept_back)
    assert line(kept_back, "立卷", "当事人") == "本卷隐去 withheld in this file"


def test_an_id_stays_where_no_pack_is_at_hand() -> None:
    first = opening("c", fields={"procedure": "penalty.of_elsewhere"})
    text = visible(read([first, act("c", "seal_off", fields={"so": True, "where": {"x": 1}})]))
    assert "seal_off" in text
    assert '{"x":1}' in text
    assert "立卷 case opened" in text


def test_what_cannot_be_read_stays_as_the_record_holds_it() -> None:
    odd = {"fine": "many", "outcome": ["?"], DISCRETION: {"tier": "ordinary", "least": "x"}, "old_field": [1]}
    acts = [act("c", "decide", fields=odd), act("c", GOODS_ENTRY, fields={"kind": "melt", "item": "n"})]
    text = visible(read([opening("c"), *acts]))
    for said in ("many", '["?"]', '"least":"x"', "melt", "old_field"):
        assert said in text
