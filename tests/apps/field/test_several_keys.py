"""Captures under two recovery keys: each is opened by its own holders, nothing is lost and nothing comes twice."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.apps.field.test_recovery import sealed_part
from tests.builders.desk import HEAD, LU, ORGAN
from tests.builders.field_visits import act, identity, inspection, registered_people, usual
from tests.builders.history import instant
from tests.builders.sample_files import picture
from tests.builders.signing_in import account, signed_in

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.field.actions.importing import bring_bundle, import_bundle, sweep_bundles
from plumbline.apps.field.actions.recovery import begin_key, take_second_share
from plumbline.apps.field.errors import BundleGone, SamePerson, ShareOfOtherWrong, ShareWrong
from plumbline.apps.field.models import (
    BundleKey,
    BundleShare,
    BundleWaiting,
    FieldArrival,
    FieldFile,
    RecoveryKey,
)
from plumbline.apps.field.queries.recovery import bundles_of, keys_of
from plumbline.apps.field.store import KEPT
from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import parse_day

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW, TODAY = instant("2026-03-02 12:00"), parse_day("2026-03-02")
DAY = 86_400_000_000
PHOTO = picture()


@pytest.fixture(autouse=True)
def _desk(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.CLOCK = lambda: NOW
    registered_people()


class Desk:
    """An organ that made a second key: (first, second) share of each, the phone's owner, what lies under which key."""

    def __init__(self) -> None:
        self.owner = account("qin", Role.OFFICER, organ=ORGAN, officer="QS-0001", divisions=["650105"])
        self.old = self._key(NOW - 60 * DAY)
        self.new = self._key(NOW - DAY)

    def _key(self, now: int) -> tuple[str, str]:
        return begin_key(person=HEAD, now=now), take_second_share(person=LU, now=now)

    def key(self, of: str) -> RecoveryKey:
        """The earlier one or the one in force."""
        return RecoveryKey.objects.order_by("made_at")[0 if of == "old" else 1]

    def visit(self, of: str, told: dict[str, Any]) -> bytes:
        """A visit, sealed."""
        data = json.dumps(told).encode()
        return sealed_part(self.key(of), self.owner, data, kind="visit", of_id=told["visit"])

    def photo(self, of: str, name: str) -> bytes:
        """A photograph, sealed."""
        return sealed_part(self.key(of), self.owner, PHOTO, name="photo.png", of_id=identity(name))


def bundle(parts: Sequence[bytes]) -> bytes:
    """The parts as one file."""
    return parts[0] + b"".join(one[len(b"PLFIELD1") :] for one in parts[1:])


def brought(data: bytes, share: str, now: int = NOW) -> str:
    return bring_bundle(person=HEAD, chunks=[data], share=share, now=now)


def opened(found: str, share: str, by: Any = LU) -> list[str]:
    """The visits that came in with this share, once each."""
    done = import_bundle(person=by, bundle=found, share=share, now=NOW, today=TODAY)
    return [one.arrival.visit for one in done if not one.again]


def again(case: str, name: str) -> dict[str, Any]:
    """A later visit to a case that the plan has."""
    acts = [act("inspect", "2026-03-02 11:00", {}, name=name)]
    return inspection(name, acts, case=case, planned=True, order=2)


def with_photo(name: str) -> dict[str, Any]:
    visit = usual(name)
    visit["acts"][1]["files"] = [{"file": identity(f"photo-{name}"), "role": "photo"}]
    return visit


def test_each_key_opens_what_lies_under_it_and_the_rest_waits_for_its_holders() -> None:
    desk, first, second = Desk(), with_photo("a"), with_photo("b")
    data = bundle(
        [
            desk.photo("old", "photo-a"), desk.visit("old", first),
            desk.photo("new", "photo-b"), desk.visit("new", second),
        ]
    )  # fmt: skip
    found = brought(data, desk.new[0])
    assert opened(found, desk.new[1]) == [second["visit"]]
    assert set(FieldFile.objects.values_list("pk", flat=True)) == {identity("photo-b")}
    new, old = keys_of(ORGAN)
    assert [(one.number, one.visits, one.captures) for one in (new, old)] == [(2, 0, 0), (1, 1, 1)]
    assert (old.since, old.until, new.until) == (NOW - 60 * DAY, NOW - DAY, None)
    (line,) = bundles_of(ORGAN)
    assert {one.key.number: one.opened_at is None for one in line.parts} == {1: True, 2: False}
    assert not BundleShare.objects.exists(), "a share that has done its work goes"
    assert opened(found, desk.old[1]) == []
    assert opened(found, desk.old[0], by=HEAD) == [first["visit"]]
    assert not BundleWaiting.objects.exists()
    assert not BundleKey.objects.exists()
    assert FieldArrival.objects.count() == FieldFile.objects.count() == 2


def test_a_visit_waits_for_its_captures_under_the_other_key_and_nobody_opens_it_twice() -> None:
    desk, visit = Desk(), with_photo("a")
    found = brought(bundle([desk.photo("new", "photo-a"), desk.visit("old", visit)]), desk.old[0])
    assert opened(found, desk.old[1]) == []
    assert not FieldArrival.objects.exists(), "without its photograph it would say that there was none"
    assert [one.left for one in bundles_of(ORGAN)[0].parts] == [0, 1]
    assert opened(found, desk.new[0], by=HEAD) == []
    assert opened(found, desk.new[1]) == [visit["visit"]]
    (inspect,) = [one.record for one in read_case(visit["case"]).held if one.record.step == "inspect"]
    assert [one.hash for one in inspect.attachments] == [FieldFile.objects.get().hash]
    arrival = FieldArrival.objects.get()
    (record,) = [one.record for one in read_case(visit["case"]).held if one.record.id == arrival.record]
    assert record.fields["imported_by"] == [HEAD.account, LU.account]


def test_the_order_of_a_case_holds_over_keys() -> None:
    """A later visit to a planned case waits for what is sealed before it; one with a case of its own does not."""
    desk, first = Desk(), usual("a")
    later, own = again(first["case"], "later"), usual("own")
    parts = [desk.visit("old", first), desk.visit("new", later), desk.visit("new", own)]
    found = brought(bundle(parts), desk.new[0])
    assert opened(found, desk.new[1]) == [own["visit"]]
    assert {one.key.number: one.left for one in bundles_of(ORGAN)[0].parts} == {1: 0, 2: 1}
    opened(found, desk.old[0], by=HEAD)
    assert opened(found, desk.old[1]) == [first["visit"], later["visit"]]
    steps = [one.record.step for one in read_case(first["case"]).held]
    assert steps.index("record") < len(steps) - 1 - steps[::-1].index("inspect")


def test_the_same_bundle_and_the_same_share_twice_change_nothing() -> None:
    desk, first, second = Desk(), usual("a"), usual("b")
    data = bundle([desk.visit("old", first), desk.visit("new", second)])
    found = brought(data, desk.new[0])
    assert brought(data, desk.new[0]) == found
    opened(found, desk.new[1])
    kept = list(BundleKey.objects.values()), list(BundleShare.objects.values())
    for share, by in ((desk.new[0], HEAD), (desk.new[1], LU)):
        assert bring_bundle(person=by, chunks=[data], share=share, now=NOW) == found
        assert opened(found, share, by=by) == []
    assert (list(BundleKey.objects.values()), list(BundleShare.objects.values())) == kept
    assert FieldArrival.objects.count() == 1
    brought(data, desk.old[0])
    assert opened(found, desk.old[1]) == [first["visit"]]
    opened_anew = brought(data, desk.old[0])
    opened(opened_anew, desk.old[1])
    opened(opened_anew, desk.new[0], by=HEAD)
    assert opened(opened_anew, desk.new[1]) == []
    assert (FieldArrival.objects.count(), BundleWaiting.objects.count()) == (2, 0)


def test_shares_wait_for_their_own_keys_and_never_two_of_one() -> None:
    desk = Desk()
    found = brought(bundle([desk.visit("old", usual("a")), desk.visit("new", usual("b"))]), desk.old[0])
    opened(found, desk.new[0], by=HEAD)
    assert BundleShare.objects.count() == 2
    with pytest.raises(SamePerson):
        opened(found, desk.new[1], by=HEAD)
    with pytest.raises(ShareWrong):
        opened(found, desk.old[0], by=LU)
    assert opened(found, desk.new[1]) == [usual("b")["visit"]]
    assert BundleShare.objects.count() == 1
    assert opened(found, desk.old[1]) == [usual("a")["visit"]]


def test_who_gave_a_wrong_share_is_told_and_gives_it_anew() -> None:
    desk = Desk()
    found = brought(desk.visit("old", usual("a")), desk.new[0])
    with pytest.raises(ShareOfOtherWrong):
        opened(found, desk.old[1])
    assert BundleShare.objects.get().key == desk.key("old").id
    assert opened(found, desk.old[0], by=HEAD) == [usual("a")["visit"]]
    with pytest.raises(BundleGone):
        opened(found, desk.old[0])


def test_what_was_opened_in_part_stays_for_the_rest_or_until_the_phone_sent_it() -> None:
    desk, first = Desk(), usual("a")
    found = brought(bundle([desk.visit("old", first), desk.visit("new", usual("b"))]), desk.new[0])
    opened(found, desk.new[1])
    opened(found, desk.old[0], by=HEAD)
    assert sweep_bundles(now=NOW + KEPT + 1) == 0
    assert not BundleShare.objects.exists(), "no share lies here for longer than a month"
    other = brought(desk.visit("old", first), desk.old[0])
    opened(other, desk.old[1])
    assert sweep_bundles(now=NOW + KEPT + 1) == 1
    assert not BundleWaiting.objects.exists()


def test_the_page_says_which_key_is_needed_and_for_how_much() -> None:
    desk = Desk()
    account("head", Role.AGENCY_HEAD, organ=ORGAN, divisions=["650105"])
    found = brought(
        bundle(
            [desk.photo("old", "photo-a"), desk.visit("old", with_photo("a")), desk.visit("new", usual("b"))]
        ),
        desk.new[0],
    )
    opened(found, desk.new[1])
    text = signed_in("head").get("/field/recovery/").content.decode()
    assert "恢复密钥 1（2026-01-01 至 2026-03-01；" in text
    assert "现场办理 1 次、采集内容 1 件" in text
    assert "恢复密钥 2" in text
    answer = signed_in("head").post(
        "/field/recovery/bundle/", {"id": found, "share": desk.old[0]}, follow=True
    )
    assert "份额已留存，等待另一持有人" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_waited_before_waits_on_with_its_share_and_its_key() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("field", "0002_pins")])
    before = executor.loader.project_state([("field", "0002_pins")]).apps
    key = {"organ": ORGAN, "public": "{}", "sealed": b"x", "first_by": "a", "made_at": NOW}
    before.get_model("field", "RecoveryKey").objects.create(id="k1", second_by="b", **key)
    before.get_model("field", "RecoveryKey").objects.create(id="k2", **key)
    before.get_model("field", "BundleWaiting").objects.create(
        id="w", organ=ORGAN, key="k1", account="a", share="sealed", visits=3, brought_at=NOW
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    waits, share = BundleKey.objects.get(), BundleShare.objects.get()
    assert (waits.bundle, waits.key, waits.visits, waits.opened_at) == ("w", "k1", 3, None)
    assert (share.bundle, share.account, share.share, share.given_at) == ("w", "a", "sealed", NOW)
    assert dict(RecoveryKey.objects.values_list("pk", "in_force_at")) == {"k1": NOW, "k2": None}
