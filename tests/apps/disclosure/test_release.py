"""A decision goes public by two people, what is personal stays out, and what the law forbids is stopped."""

from __future__ import annotations

import pytest
from tests.builders.release import decided, published, registered_organ

from plumbline.apps.disclosure import queries

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def organ() -> None:
    registered_organ()


def test_a_decision_is_released_by_two_people_without_what_is_personal() -> None:
    source = decided()
    duty = queries.duty_of(source)
    assert duty is not None
    assert (duty.kind, duty.release) == ("penalty", "")
    case = published(source)
    shown = queries.shown(case)
    assert shown is not None
    read = "".join(one.text for one in shown.publication.pieces)
    assert "安全设备" in read
    for hidden in ("周建平", "659001199003072310", "139 0000 1234"):
        assert hidden not in read
    assert shown.publication.party == "青石区恒岳机械加工有限公司"
    assert shown.publication.result == "罚款 20,000 元"
    assert shown.full_text.startswith("sha256:")
    assert queries.search(queries.Asked(text="安全设备")).total == 1
    assert queries.search(queries.Asked(text="周建平")).total == 0
