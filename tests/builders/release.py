"""A decision and its release through the real acts, for tests of the desk and the portal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.builders.desk import HEAD, LU, PLACE, QIN, registered_organ
from tests.builders.history import instant

from plumbline.apps.casework.actions import Act, Opening, PaperWanted, open_case, perform_act
from plumbline.apps.disclosure import actions, queries
from plumbline.apps.disclosure.actions import Extraction
from plumbline.core.authority.person import Person
from plumbline.core.facts.record import Value
from plumbline.core.ledger.moment import Moment

FACTS = (
    "经查，2026年9月1日，你单位仓库未按规定检测安全设备。以上事实有现场笔录、对仓库管理员周建平（身份证号"
    "659001199003072310，联系电话139 0000 1234）的询问笔录为证。"
)
__all__ = ["FACTS", "HEAD", "LU", "PLACE", "QIN", "decided", "extracted", "published", "registered_organ"]


def decided(
    at: str = "2026-09-22 10:00", *, kind: str = "organisation", party: str = "青石区恒岳机械加工有限公司",
    facts: str = FACTS, cause: str = "未按规定检测安全设备",
    fine: str = "20000", field: str | None = None, by: Person = QIN, number: str | None = None,
    values: Mapping[str, Value] | None = None,
) -> str:  # fmt: skip
    """A case with a decision whose paper says `facts`; `values` stand in the place of a fine."""
    opening = Opening(
        "penalty.ordinary",
        number,
        cause,
        field=field,
        facts={"party_kind": kind},
        party={
            "party_name": party,
            "party_number": "91659900MA7QT2K3XB" if kind == "organisation" else "659001199003072310",
        },
    )
    case = open_case(person=by, place=PLACE, opening=opening, now=instant(at))
    act = Act(
        "decide",
        Moment(at.replace(" ", "T") + "+08:00", "minute"),
        values={"outcome": "penalty", **({"fine": Decimal(fine)} if values is None else values)},
        make=(PaperWanted("行政处罚决定书", {"facts": facts, "penalty": "罚款贰万元。"}),),
    )
    perform_act(person=HEAD, case=case, act=act, seen=None, now=instant(at), mode="attest")
    return case


def extracted(source: str, at: str = "2026-09-23 09:00", *, by: Person = QIN, **facts: object) -> str:
    """Its release, the text taken out as proposed."""
    case = actions.begin_release(person=by, source=source, now=instant(at))
    text = queries.text_of(source)
    told = Extraction(text.digest, tuple(range(len(text.proposed))), facts=facts)  # type: ignore[arg-type]
    actions.extract(person=by, case=case, extraction=told, seen=None, now=instant(at))
    return case


def published(source: str, at: str = "2026-09-23 09:30", **facts: object) -> str:
    """Its release, public: reviewed by a second person, approved and published by the head."""
    case = extracted(source, **facts)
    actions.review(
        person=LU, case=case, secrecy="may_publish", privacy="redacted", seen=None, now=instant(at)
    )
    actions.publish(person=HEAD, case=case, seen=None, now=instant(at))
    return case
