"""Recordings that last over several acts of a case: which a list may ask for, which are asked, what of them is open.

    kinds = load_spans(Path("packs"), packs)
    for one in asked(history.sealed, case):
        open_parts(one, case)

The packs name the spans that an organ may put on its list; what a list asked is sealed with the act that begins one, so
a list or a pack that changes later moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.core.cases.hindrance import Hindrance, Lack, Side
from plumbline.core.cases.reserved import LISTED
from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.facts.case import Case
from plumbline.core.facts.record import Record, follows
from plumbline.core.ledger.canonical import Json
from plumbline.core.ledger.record import Record as SealedRecord
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.errors import unknown
from plumbline.core.recording.listed import BASIS, MEANS
from plumbline.core.recording.matching import Stretch, gaps

FILE: Final = "recording-spans.yaml"


@dataclass(frozen=True, slots=True)
class SpanKind:
    """A span that a list may name: from the start of an act of `opens` to the end of the next act of `closes`."""

    id: str
    procedure: str
    opens: str
    closes: str
    title: str
    english: str
    basis: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A span that the list of its day asked for; `closer` is None while the act that ends it is still to come."""

    opener: Record
    closer: Record | None
    means: str
    version: str
    number: str
    starts: str
    ends: str
    until: str


Known = Callable[[str], Procedure]
Rows = Mapping[str, Sequence[Mapping[str, Json]]]
"""What the list asked of acts, by the ids of their records."""


def load_spans(root: Path, known: Known) -> dict[str, SpanKind]:
    """The spans of every layer below `root`, by id. Raises `PackErrors`."""
    found = Found()
    read: dict[str, SpanKind] = {}
    for file in sorted(root.glob(f"*/{FILE}")):
        with found.part():
            for node in read_file(file).fields(("spans",))["spans"].items():
                with found.part():
                    one = _kind(node, known, found)
                    if one.id in read:
                        node.refuse(f"区间“{one.id}”写了两次", "合并成一处，或者另取代码")
                    read[one.id] = one
    found.stop()
    return read


def rows_of(record: SealedRecord) -> list[Mapping[str, Json]]:
    """What the list asked of an act, as its record keeps it."""
    written = record.fields.get(LISTED)
    rows = written if isinstance(written, list | tuple) else ()
    return [row for row in rows if isinstance(row, Mapping)]


def asked(sealed: Iterable[SealedRecord], case: Case) -> Iterator[Asked]:
    """The spans that the acts of a case began, in the order of the case."""
    return asked_by(sealed_rows(sealed), case)


def sealed_rows(sealed: Iterable[SealedRecord]) -> Rows:
    """What the list of its day asked of each act, as the acts keep it."""
    return {one.id: rows_of(one) for one in sealed if LISTED in one.fields}


def asked_by(rows: Rows, case: Case) -> Iterator[Asked]:
    """The same, given what the list asked of each act."""
    if not rows:
        return
    for group in case.by_step.values():
        for act in group:
            for row in rows.get(act.id, ()):
                if until := str(row.get("until") or ""):
                    yield _asked(case, act, row, until)


def open_parts(one: Asked, case: Case, more: Sequence[Record] = ()) -> list[tuple[int, int]] | None:
    """What of the span no recording covers, in µs; None where there is no recording of that means at all.

    Empty while the span is not over, and where its ends are known to the day alone but a recording is there. A
    recording without stated times lies over the act that carries it. `more` are acts that are only proposed.
    """
    if one.closer is None:
        return []
    acts = [act for group in case.by_step.values() for act in group] + list(more)
    lying = [
        Stretch(act.id, *_times(act, kept.start, kept.end))
        for act in acts
        for kept in act.recordings or ()
        if kept.kind == one.means
    ]
    span = Stretch(one.opener.id, one.opener.instant, max(one.closer.end_instant, one.opener.instant))
    if not one.opener.precise or not one.closer.end_precise:
        first, last = one.opener.day, one.closer.end_day
        kinds = [act for act in acts if first <= act.day <= last and _has(act, one.means)]
        return [] if kinds else None
    touching = [each for each in lying if each.start <= span.end and span.start <= each.end]
    return gaps(span, touching) if touching else None


def owed_at_end(one: Asked, case: Case, closer: Record) -> Hindrance | None:
    """What stands against the act that would end the span: what is still open of it (118号 (八)); None for nothing."""
    ended = Asked(one.opener, closer, one.means, one.version, one.number, one.starts, one.ends, one.until)
    left = open_parts(ended, case, [closer])
    if left == []:
        return None
    zh, en = MEANS.get(one.means, (one.means, one.means))
    seconds = sum(end - start for start, end in left or ()) // 1_000_000
    lacks_zh = f"，其中 {seconds} 秒没有记录" if left else "，没有记录"
    lacks_en = f"; {seconds} seconds of it are not recorded" if left else "; none of it is recorded"
    return Hindrance(
        Side.RULE,
        f"本机关全过程记录清单（{one.version}，{one.number}）要求{zh}，自{one.starts}至{one.ends}不间断{lacks_zh}",
        f"the organ's recording list ({one.version}, {one.number}) asks for {en} from {one.starts} to {one.ends} "
        f"without a break{lacks_en}",
        basis=BASIS,
        lacks=(Lack(zh, en),),
    )


def _asked(case: Case, act: Record, row: Mapping[str, Json], until: str) -> Asked:
    closer = next((one for one in case.by_step.get(until, ()) if follows(one, act)), None)
    said = {name: str(row.get(name) or "") for name in ("means", "version", "list", "starts", "ends")}
    return Asked(
        act, closer, said["means"], said["version"], said["list"], said["starts"], said["ends"], until
    )


def _times(act: Record, start: int | None, end: int | None) -> tuple[int, int]:
    if start is None or end is None:
        return act.instant, max(act.end_instant, act.instant)
    return start, end


def _has(act: Record, means: str) -> bool:
    return any(one.kind == means for one in act.recordings or ())


def _kind(node: Node, known: Known, found: Found) -> SpanKind:
    got = node.fields(("id", "of", "from", "to", "title", "english", "basis"))
    procedure = known(got["of"].text())
    for key in ("from", "to"):
        if got[key].text() not in procedure.steps:
            found.add(unknown("step", got[key].text(), procedure.steps, got[key].name, got[key].place))
    return SpanKind(
        got["id"].code(),
        procedure.id,
        got["from"].text(),
        got["to"].text(),
        got["title"].text(),
        got["english"].text(),
        got["basis"].text(),
    )
