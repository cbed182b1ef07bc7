"""How a paper was served 送达 (procedures.md §0.5): the method stated, what shows it, and the day that counts.

Periods run from the act of serving, so it happens on the day that its method makes count: of signing, of leaving, of
arrival, of the return slip, or when the term of a notice has run. What has happened already is entered as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.door import OUTSIDE_ROLES
from plumbline.core.cases.hindrance import Hindrance, Side
from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import Language
from plumbline.core.ledger.canonical import Json
from plumbline.core.procedures.definition import Step
from plumbline.core.procedures.service import PROOFS, DayMissing, ServiceMethod

RECEIPT: Final = "送达回证"
ANNOUNCEMENT: Final = "送达公告"
METHOD: Final = "method"
"""Field of a step whose pack asks for the method itself."""
_OF_THE_ORGAN: Final = frozenset({"agency", "staff", "intake_desk", "case_unit"})


@dataclass(frozen=True, slots=True)
class Served:
    """What was stated: the method, what is in the file to show it, and the day that the method turns on (days since
    1970-01-01), None where it is that of the act.
    """

    method: str
    day: int | None = None
    proof: tuple[str, ...] = ()

    @property
    def written(self) -> dict[str, Json]:
        """As a record holds it."""
        return {"method": self.method, "day": self.day, "proof": list(self.proof)}


def serves(step: Step) -> bool:
    """Whether the organ serves a paper by the act: it ends in a proof of service."""
    return RECEIPT in step.documents and step.role not in OUTSIDE_ROLES - _OF_THE_ORGAN


def read_served(written: object) -> Served | None:
    """What a record says of a service; None where it says nothing."""
    if not isinstance(written, Mapping) or not written.get("method"):
        return None
    day, proof = written.get("day"), written.get("proof")
    names = tuple(map(str, proof)) if isinstance(proof, Sequence) and not isinstance(proof, str) else ()
    return Served(str(written["method"]), day if isinstance(day, int) else None, names)


def against_service(
    methods: Mapping[str, ServiceMethod],
    served: Served | None,
    day: int,
    there: Collection[str],
    announced: int | None,
    calendar: WorkingCalendar,
) -> list[Hindrance]:
    """What stands against serving on `day`; `there` are proofs that the file holds besides those stated, `announced` is
    the day of the last notice in the case.
    """
    method = methods.get(served.method) if served else None
    if served is None or method is None:
        return [_unstated(methods)]
    found = [_unproved(method, missing) for missing in method.missing_proof({*served.proof, *there})]
    turns_on = served.day if served.day is not None else day if method.after is None else announced
    try:
        counts = method.deemed_day({} if turns_on is None else {method.day_of: turns_on}, calendar).day
    except DayMissing as error:
        return [*found, _reason(method.basis, error.message("zh"), error.message("en"), *_ways(error))]
    return found if counts is None or counts == day else [*found, _another_day(method, counts)]


def _ways(error: DayMissing) -> tuple[str, str]:
    return error.remedy("zh") or "", error.remedy("en") or ""


def _unstated(methods: Mapping[str, ServiceMethod]) -> Hindrance:
    direct = methods.get("direct")
    return _reason(
        direct.basis if direct else (),
        "未说明以何种方式送达",
        "it is not stated how the paper was served",
        "选择送达方式，并勾选入卷的送达证明",
        "choose the method of service and tick its proof",
    )


def _unproved(method: ServiceMethod, missing: str) -> Hindrance:
    names = method.one_of if missing == "或者".join(method.one_of) else (missing,)
    english = " or ".join(PROOFS[one] for one in names)
    return _reason(
        method.basis,
        f"{method.title}缺少{missing}",
        f"{method.english} lacks its {english}",
        f"取得{missing}并入卷后勾选；没有的，改用其他法定方式送达",
        f"put the {english} into the file and tick it, or serve by another lawful method",
    )


def _another_day(method: ServiceMethod, counts: int) -> Hindrance:
    day = date_of(counts).isoformat()
    return _reason(
        method.basis,
        f"按{method.title}，{day} 为送达之日",
        f"by {method.english}, the day of service is {day}",
        f"把发生时间改为 {day}；该日未到的，届时再登记送达",
        f"state {day} as the day on which it happened; if it has not come yet, enter the service then",
        "at",
    )


def _reason(basis: tuple[str, ...], zh: str, en: str, way_zh: str, way_en: str, name: str = "") -> Hindrance:
    ways: Mapping[Language, str] = MappingProxyType({"zh": way_zh, "en": way_en})
    return Hindrance(Side.CONTENT, zh, en, basis=basis, field=name, ways=ways)
