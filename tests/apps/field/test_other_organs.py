"""A bundle with parts of several organs: each takes its own and holds the rest; none goes without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.apps.field.test_recovery import sealed_part
from tests.apps.field.test_several_keys import DAY, NOW, PHOTO, TODAY, bundle, with_photo
from tests.builders.desk import HEAD, LU, ORGAN, OTHER_ORGAN, person, registered_organ
from tests.builders.field_visits import identity, inspection, registered_people, usual
from tests.builders.signing_in import account, signed_in

from plumbline.apps.field.actions.importing import bring_bundle, import_bundle, sweep_bundles
from plumbline.apps.field.actions.recovery import begin_key, take_second_share
from plumbline.apps.field.errors import BundleOfOtherOrgan
from plumbline.apps.field.models import BundleDropped, BundleWaiting, FieldArrival, FieldFile, RecoveryKey
from plumbline.apps.field.queries.recovery import bundles_of
from plumbline.apps.field.store import KEPT
from plumbline.core.authority.role import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CHIEF = person(Role.AGENCY_HEAD, "XF-0100", OTHER_ORGAN)
FIREMAN = person(Role.OFFICER, "XF-0001", OTHER_ORGAN)


@pytest.fixture(autouse=True)
def _desk(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.CLOCK = lambda: NOW
    registered_people()
    registered_organ(OTHER_ORGAN, "青消")


class Two:
    """Two organs with a key each, an officer of each, and what a phone sealed for both."""

    def __init__(self) -> None:
        self.qin = account("qin", Role.OFFICER, organ=ORGAN, officer="QS-0001", divisions=["650105"])
        self.fireman = account("xf", Role.OFFICER, organ=OTHER_ORGAN, officer="XF-0001", divisions=["650105"])
        self.mine = begin_key(person=HEAD, now=NOW), take_second_share(person=LU, now=NOW)
        self.theirs = begin_key(person=CHIEF, now=NOW), take_second_share(person=FIREMAN, now=NOW)

    def part(self, organ: str, owner: str, told: dict[str, Any]) -> bytes:
        key = RecoveryKey.objects.get(organ=organ)
        return sealed_part(key, owner, json.dumps(told).encode(), kind="visit", of_id=told["visit"])

    def photo(self, organ: str, owner: str, name: str) -> bytes:
        key = RecoveryKey.objects.get(organ=organ)
        return sealed_part(key, owner, PHOTO, name="photo.png", of_id=identity(name))


def opened(found: str, share: str, by: Any) -> list[str]:
    done = import_bundle(person=by, bundle=found, share=share, now=NOW, today=TODAY)
    return [one.arrival.visit for one in done if not one.again]


def test_each_organ_takes_what_is_its_own_and_is_told_of_the_rest() -> None:
    two, mine, theirs = Two(), usual("a"), usual("b")
    data = bundle([two.part(OTHER_ORGAN, two.fireman, theirs), two.part(ORGAN, two.qin, mine)])
    found = bring_bundle(person=HEAD, chunks=[data], share=two.mine[0], now=NOW)
    (line,), (other,) = bundles_of(ORGAN), bundles_of(OTHER_ORGAN)
    assert [(one.organ, one.visits) for one in line.held] == [("青石区市场监督管理局", 1)], "by its name"
    assert [len(line.parts), len(other.parts)] == [1, 1]
    assert opened(found, two.mine[1], LU) == [mine["visit"]]
    assert bundles_of(ORGAN) == [], "with its own in, the organ lets go of it"
    assert FieldArrival.objects.get().visit == mine["visit"]
    assert opened(other.id, two.theirs[0], CHIEF) == []
    assert opened(other.id, two.theirs[1], FIREMAN) == [theirs["visit"]]
    assert not BundleWaiting.objects.exists()


def test_a_planned_visit_does_not_wait_for_one_of_another_organ_but_for_its_own_photograph() -> None:
    two, planned, shown = Two(), inspection("p", usual("p")["acts"], planned=True), with_photo("c")
    parts = [
        two.part(OTHER_ORGAN, two.fireman, usual("b")),
        two.part(ORGAN, two.qin, planned),
        two.photo(OTHER_ORGAN, two.fireman, "photo-c"),
        two.part(ORGAN, two.qin, shown),
    ]
    found = bring_bundle(person=HEAD, chunks=[bundle(parts)], share=two.mine[0], now=NOW)
    assert opened(found, two.mine[1], LU) == [planned["visit"]]
    (line,) = bundles_of(ORGAN)
    assert [one.left for one in line.parts] == [1], "it is kept for what waits for its photograph"
    assert not FieldFile.objects.exists()


def test_a_key_that_nobody_has_here_is_held_and_one_with_nothing_of_ones_own_is_refused() -> None:
    two, mine = Two(), usual("a")
    data = bundle([two.part(OTHER_ORGAN, two.fireman, usual("b")), two.part(ORGAN, two.qin, mine)])
    RecoveryKey.objects.filter(organ=OTHER_ORGAN).delete()
    found = bring_bundle(person=HEAD, chunks=[data], share=two.mine[0], now=NOW)
    assert opened(found, two.mine[1], LU) == [mine["visit"]]
    (line,) = bundles_of(ORGAN)
    assert [(one.organ, one.visits) for one in line.held] == [("", 1)]
    assert sweep_bundles(now=NOW + KEPT + 1) == 1
    assert BundleDropped.objects.get().visits == 1, "what nobody opened is told"
    only = two.part(ORGAN, two.qin, usual("d"))
    RecoveryKey.objects.create(
        id="k", organ=OTHER_ORGAN, public="{}", sealed=b"", first_by="x", second_by="y", made_at=NOW
    )
    with pytest.raises(BundleOfOtherOrgan):
        bring_bundle(person=CHIEF, chunks=[only], share=two.theirs[0], now=NOW)
    assert not BundleWaiting.objects.exists()


def page(address: str, name: str) -> str:
    answer = signed_in(name).get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def test_holders_are_warned_from_the_twentieth_day_and_the_going_is_on_record(settings: Any) -> None:
    two = Two()
    account("lu", Role.OFFICER, organ=ORGAN, officer="QS-0002", divisions=["650105"])
    data = bundle([two.part(OTHER_ORGAN, two.fireman, usual("b")), two.part(ORGAN, two.qin, usual("a"))])
    bring_bundle(person=HEAD, chunks=[data], share=two.mine[0], now=NOW)
    RecoveryKey.objects.filter(organ=ORGAN).update(first_by=two.qin)
    told = {19: "", 20: "10 天后清除", 25: "5 天后清除", 29: "一天之内清除"}
    for day, wanted in told.items():
        settings.CLOCK = lambda day=day: NOW + day * DAY
        for address in ("/field/recovery/", "/field/"):
            said = page(address, "qin")
            assert (wanted in said) if wanted else ("没有人打开" not in said), (day, address)
        assert "没有人打开" not in page("/field/", "lu"), "who holds no share is not warned"
    assert sweep_bundles(now=NOW + KEPT + 1) == 2
    settings.CLOCK = lambda: NOW + KEPT + DAY
    said = page("/field/recovery/", "qin")
    assert "到期未打开、已清除的加密包" in said
    assert BundleDropped.objects.filter(organ=OTHER_ORGAN).count() == 1, "the other organ is told as well"
