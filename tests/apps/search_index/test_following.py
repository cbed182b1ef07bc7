"""The index follows the log: cases are found by what their records say, and destroyed values are gone from the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from tests.builders.ledger import NOON, act, opening

from plumbline.apps.ledger_store import actions as ledger
from plumbline.apps.ledger_store.projections import CaseProjection
from plumbline.apps.ledger_store.sequencing import sequence
from plumbline.apps.search_index import actions, queries
from plumbline.apps.search_index.errors import AcrossOrgans
from plumbline.core.ledger.moment import Moment
from plumbline.core.ledger.record import Actor, Confirmation
from plumbline.core.ledger.system_acts import DESTROY, ValuePlace, destruction_fields

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
ORGAN = "青石区市场监督管理局"


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    monkeypatch.setattr(ledger, "wired_projections", lambda: (CaseProjection(),))
    yield tmp_path
    actions.site_index().close()


def enter(*drafts: ledger.Draft) -> None:
    for draft in drafts:
        ledger.enter(draft, expected=None if draft.step != "open_case" else 0, now=NOON)
    sequence()
    actions.follow_log()


def found(text: str, *kinds: str, organs: tuple[str, ...] | None = (ORGAN,)) -> list[str]:
    return [hit.id for hit in queries.find(text, organs=organs, kinds=kinds)]


def test_a_case_is_found_by_what_its_records_say() -> None:
    said = {"place": "北仓库", "goods": [{"name": "电热毯"}]}
    enter(opening("c-1"), opening("c-2"), act("c-1", "inspect", fields=said))
    assert found("不合格产品") == ["c-1", "c-2"]
    assert (found("北仓"), found("电热毯"), found("南仓")) == (["c-1"], ["c-1"], [])
    assert found("电热毯", organs=("另一机关",)) == []
    (hit,) = queries.find_number("青市监罚字[2026]c-2", organs=None)
    assert (hit.id, hit.kind, hit.organ, hit.at) == ("c-2", "case", ORGAN, NOON)
    enter(act("c-2", "inspect", fields={"place": "南仓库"}))
    assert found("不合格产品") == ["c-2", "c-1"]
    assert actions.follow_log() == 0


def test_personal_values_are_found_within_one_organ_only() -> None:
    enter(opening("c-1"), act("c-1", "inspect", personal={"party_name": "欧阳翦"}))
    assert found("欧阳翦") == []
    assert found("欧阳翦", queries.PERSONAL) == ["c-1"]
    for organs in (None, (ORGAN, "另一机关"), ()):
        with pytest.raises(AcrossOrgans):
            found("欧阳翦", queries.PERSONAL, organs=organs)


def test_a_destroyed_value_is_gone_from_the_index() -> None:
    enter(opening("c-1"), act("c-1", "inspect", personal={"party_name": "欧阳翦", "phone": "青石巷"}))
    place = ValuePlace("c-1-inspect", "personal", "party_name")
    fields = destruction_fields(
        places=[place], retention_expired="2026-03-01", appraisal="鉴定意见〔2026〕1号", ground="保管期限届满"
    )
    both = (Actor("o-1", "archivist"), Actor("o-2", "appraiser"))
    confirmed = tuple(Confirmation(one.officer, NOON) for one in both)
    destruction = act("c-1", DESTROY, fields=fields, by=both, confirmations=confirmed)
    enter(replace(destruction, at=Moment("2026-03-02", "day")))
    assert (found("欧阳", queries.PERSONAL), found("青石巷", queries.PERSONAL)) == ([], ["c-1"])
    index = actions.site_index().connection
    index.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, word, row)")
    terms = {term for (term,) in index.execute("SELECT term FROM temp.term")}
    assert terms & {"欧阳", "阳翦", "翦", "石巷"} == {"石巷"}


def test_made_again_it_says_the_same() -> None:
    enter(opening("c-1"), opening("c-2"), act("c-1", "inspect", personal={"party_name": "欧阳翦"}))
    before = [(hit.kind, hit.id, hit.organ, hit.number, hit.at) for hit in actions.site_index().entries()]
    assert len(before) == 4
    actions.clear()
    assert found("不合格") == []
    assert actions.follow_log() == 3
    after = [(hit.kind, hit.id, hit.organ, hit.number, hit.at) for hit in actions.site_index().entries()]
    assert (after, found("欧阳翦", queries.PERSONAL)) == (before, ["c-1"])
