"""Service of documents 送达: the lawful methods as data, what proves each, and the day that counts.

    methods = load_service(Path("packs"))
    service = methods["notice"]
    service.deemed_day({"announced": day}, calendar)

Errors: `PackErrors` while loading; `DayMissing` when the fact that the day turns on is not given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from plumbline.core.clocks.calendar import WorkingCalendar
from plumbline.core.clocks.counting import Period
from plumbline.core.clocks.deadline import Due, due_day
from plumbline.core.data_file.errors import Found, Place
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.errors import InputError
from plumbline.core.procedures.reading import read_basis, read_period, read_words

FILE: Final = "service/methods.yaml"
DAYS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "signed": ("签收日期", "day of signing"),
        "left": ("留置日期", "day on which it was left"),
        "arrived": ("到达特定系统的日期", "day of arrival in the system"),
        "received": ("回执注明的收件日期", "day of receipt on the return slip"),
        "announced": ("发出公告的日期", "day of the notice"),
    }
)
"""The facts that a day of service may turn on, in both languages."""
PROOFS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "送达回证": "proof of service",
        "见证人签名": "signature of a witness",
        "照片或者录像": "photographs or film",
        "送达地址及方式确认书": "confirmation of address and method",
        "到达特定系统的记录": "record of the arrival in the system",
        "邮寄回执": "postal return slip",
        "送达公告": "public notice of service",
        "公告送达的原因和经过记录": "record of why and how it was served by notice",
    }
)
"""What shows a service, in English."""


class DayMissing(InputError):
    """The fact that the day of service turns on is not given."""

    zh = "{method}以“{fact_zh}”确定送达日期，尚未填写"
    en = "{method}: the day of service turns on the {fact}, which is not given"
    remedy_zh = "填写{fact_zh}，并上传证明"
    remedy_en = "give that day and its proof"


@dataclass(frozen=True, slots=True)
class ServiceMethod:
    """One method. `proof` are all needed; of `one_of`, where there are any, one. `after` runs from `day_of`."""

    id: str
    title: str
    english: str
    basis: tuple[str, ...]
    when: str
    proof: tuple[str, ...]
    one_of: tuple[str, ...]
    day_of: str
    after: Period | None
    place: Place

    def missing_proof(self, there: Collection[str]) -> tuple[str, ...]:
        """What still has to be shown; alternatives as one text with 或者."""
        wanted = [proof for proof in self.proof if proof not in there]
        if self.one_of and not any(proof in there for proof in self.one_of):
            wanted.append("或者".join(self.one_of))
        return tuple(wanted)

    def deemed_day(self, days: Mapping[str, int], calendar: WorkingCalendar) -> Due:
        """The day that counts as the day of service; of a notice, the day on which its term has run.

        A notice counts calendar days from the day after it (民诉法 §85 ¶2); a term that is no time limit for an act
        does not roll. Raises `DayMissing`.
        """
        if self.day_of not in days:
            raise DayMissing(method=self.title, fact=DAYS[self.day_of][1], fact_zh=DAYS[self.day_of][0])
        day = days[self.day_of]
        if self.after is None:
            return Due(day, None, False)
        return due_day(day, self.after, calendar)


def load_service(root: Path) -> dict[str, ServiceMethod]:
    """The methods of every layer below `root`. Raises `PackErrors`."""
    found = Found()
    methods: dict[str, ServiceMethod] = {}
    for file in sorted(root.glob(f"*/{FILE}")):
        with found.part():
            got = read_file(file).fields(("checked_on", "methods"))
            got["checked_on"].date()
            for id, node in got["methods"].members().items():
                with found.part():
                    if id in methods:
                        node.refuse(f"method “{id}” is there already", "one method has one entry")
                    methods[id] = _method(id, node)
    found.stop()
    return methods


def _method(id: str, node: Node) -> ServiceMethod:
    got = node.fields(("title", "english", "basis", "when", "proof", "deemed"), ("one_of",))
    deemed = got["deemed"].fields(("day_of",), ("after",))
    return ServiceMethod(
        id=id,
        title=got["title"].text(),
        english=got["english"].text(),
        basis=read_basis(got["basis"]),
        when=got["when"].text(),
        proof=_proofs(got["proof"]),
        one_of=_proofs(got["one_of"]) if "one_of" in got else (),
        day_of=deemed["day_of"].word(DAYS),
        after=read_period(deemed["after"], roll=False) if "after" in deemed else None,
        place=node.place,
    )


def _proofs(node: Node) -> tuple[str, ...]:
    found = read_words(node)
    if unknown := [one for one in found if one not in PROOFS]:
        node.refuse(f"proof “{unknown[0]}” is not known", "one of " + ", ".join(PROOFS))
    return found
