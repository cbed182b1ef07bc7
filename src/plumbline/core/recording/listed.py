"""The organ's recording list, and what an act owes by it (118号 (七)-(八))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from plumbline.core.cases.hindrance import Hindrance, Lack, Side
from plumbline.core.facts.record import Record, Recording
from plumbline.core.ledger.canonical import Json
from plumbline.core.recording.matching import Stretch, gaps

BASIS: Final = ("118号 (八)",)
AUDIO_VIDEO: Final = "audio_video"
FILMED: Final = "filming_listed"
"""The field in which packs ask whether the organ's list names the act."""
MEANS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "audio_video": ("音像记录", "a recording, sound and picture"),
        "photo": ("照片", "photographs"),
        "text": ("文字记录", "a written record"),
    }
)


class Reason(StrEnum):
    """Why an act was not recorded though it should have been. Each is counted."""

    NOT_DOCKED = "not_docked"
    DEVICE_FAILED = "device_failed"
    BATTERY_EMPTY = "battery_empty"
    URGENT = "urgent"
    REFUSED_PLACE = "refused_place"
    FORGOTTEN = "forgotten"


REASONS: Final[Mapping[Reason, tuple[str, str]]] = MappingProxyType(
    {
        Reason.NOT_DOCKED: (
            "记录仪尚未导入，随后补挂",
            "the recorder is not read out yet; the recording follows",
        ),
        Reason.DEVICE_FAILED: ("设备故障", "the device failed"),
        Reason.BATTERY_EMPTY: ("电量或者存储耗尽", "battery or memory ran out"),
        Reason.URGENT: ("情况紧急来不及记录", "it was too urgent"),
        Reason.REFUSED_PLACE: ("场所依法不得拍摄", "the place may not be filmed by law"),
        Reason.FORGOTTEN: ("未按规定开启", "it was not switched on as it should have been"),
    }
)


@dataclass(frozen=True, slots=True)
class ListedStep:
    """A row of the list: a step of a procedure, by which means, from which start to which end, on which days.

    With `until` the recording goes on to the end of the next act of that step; `span` is the packs' name for it.
    """

    number: str
    version: str
    procedure: str
    step: str
    means: str
    starts: str
    ends: str
    first: int
    last: int | None
    span: str = ""
    until: str = ""

    def holds(self, procedure: str, step: str, day: int) -> bool:
        """Whether it asks for a recording of that step on that day."""
        within = self.first <= day and (self.last is None or day <= self.last)
        return within and (self.procedure, self.step) == (procedure, step)


def written_listed(rows: Iterable[ListedStep]) -> list[Json]:
    """What the list asked of an act, as its record keeps it."""
    return [
        {
            "list": one.number,
            "version": one.version,
            "means": one.means,
            "starts": one.starts,
            "ends": one.ends,
            **({"span": one.span, "until": one.until} if one.until else {}),
        }
        for one in rows
    ]


def covered(act: Record, means: str, recordings: Sequence[Recording]) -> list[tuple[int, int]] | None:
    """What the recordings of that kind leave of the act; None where there is none at all.

    A recording without stated times, or an act known to the day alone, is taken as covering.
    """
    kind = [one for one in recordings if one.kind == means]
    if not kind:
        return None
    if not (act.precise and act.end_precise) or any(one.start is None or one.end is None for one in kind):
        return []
    spans = [Stretch("", one.start, one.end) for one in kind if one.start is not None and one.end is not None]
    return gaps(Stretch(act.id, act.instant, act.end_instant), spans)


def owed(act: Record, rows: Iterable[ListedStep]) -> list[Hindrance]:
    """What the list asks of an act and the act does not carry; a row that spans several acts is owed at its end."""
    found = []
    for row in rows:
        if row.means not in MEANS or row.until or carries(act, row.means):
            continue
        zh, en = MEANS[row.means]
        told_zh = f"本机关全过程记录清单（{row.version}，{row.number}）要求{zh}，自{row.starts}至{row.ends}"
        told_en = (
            f"the organ's recording list ({row.version}, {row.number}) asks for {en}, "
            f"from {row.starts} to {row.ends}"
        )
        found.append(Hindrance(Side.RULE, told_zh, told_en, basis=BASIS, lacks=(Lack(zh, en),)))
    return found


def carries(act: Record, means: str) -> bool:
    """Whether the act carries what the means asks for, over all of it."""
    if means == "text":
        return bool(act.documents)
    return covered(act, means, act.recordings or ()) == []
