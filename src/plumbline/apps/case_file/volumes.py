"""The volumes of a case file out of its records: papers, uploaded pictures and PDF, in the order of the packs.

A paper of which no file is kept is set again from its record, and the sheet at the end says so; sound, film and office
files cannot be bound and are named there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from plumbline.apps.attachments.kinds import PDF
from plumbline.apps.attachments.queries import HeldFile, files
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.held_papers import (
    HeldPaper,
    cited_in,
    composed_again,
    joined_in,
    kinds_of_step,
    papers_in,
    record_is_internal,
)
from plumbline.apps.casework.paper_facts import begun_on
from plumbline.apps.casework.papers import DOCX_SUFFIX
from plumbline.apps.casework.queries import links_of, party_of
from plumbline.apps.casework.signed_papers import signed_of
from plumbline.apps.documents.queries import FilePaper, Scan, VolumeData, pdf_of
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.people.queries.colleagues import officer_names
from plumbline.apps.people.queries.entries import organ as organ_entry
from plumbline.core.cases.joining import SPLIT_FROM, SPLIT_INTO
from plumbline.core.cases.keeping import read_keeping, retention_word
from plumbline.core.cases.reserved import SIGN_PAPER, SUBMIT
from plumbline.core.clocks.civil import date_of
from plumbline.core.facts.record import Record as FoldedRecord
from plumbline.core.ledger.record import Record
from plumbline.core.procedures.definition import Step
from plumbline.core.procedures.document_kind import Volume
from plumbline.core.vocabulary import ValueType

_ITSELF = "case-file"
"""The kind of paper that is the case file: no paper in it."""
_SPLIT = {SPLIT_FROM: "本案分自", SPLIT_INTO: "本案分出"}
_LAST = 990
"""Place of a file that goes with no paper: behind all papers."""
Told = Callable[[int, int], object]
"""Told how many of how many papers are gathered."""


@dataclass(slots=True)
class _Remarks:
    """What the sheet at the end of a volume says."""

    again: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    split: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """As sentences."""
        said = []
        if self.again:
            said.append("下列文书没有留存文件，按办理记录重新排印：" + "、".join(self.again) + "。")
        if self.beside:
            said.append("另存的电子文件：" + "、".join(self.beside) + "。")
        said += [f"{one}。" for one in self.split]
        return "".join(said)


@dataclass(frozen=True, slots=True)
class _Source:
    """Records of another case, cited or joined, and what stands behind the titles of their papers."""

    records: frozenset[str]
    mark: str


def volume_data(file: CaseFile, volume: Volume, told: Told = lambda _done, _total: None) -> VolumeData:
    """Cover, papers and last sheet of one volume; nothing of the other is in it."""
    opening = file.history.opening
    organ = organ_entry(opening.organ)
    names = officer_names(file.history.handlers)
    ended = file.docket.end_of(file.history.folded(2**62))
    step = file.docket.step(ended.step) if ended else None
    kept = read_keeping(opening.number, file.history.sealed, file.docket.calendar.local_day).archived
    remarks = _Remarks(split=list(_split(opening.case)))
    joined = joined_in(file)
    papers = [
        *_papers(file, volume, organ.name if organ else "", remarks, told),
        *_files(file, volume, remarks),
    ]
    for origin, source in _sources(file, joined):
        papers += _papers(origin, volume, organ.name if organ else "", remarks, told, source)
        papers += _files(origin, volume, remarks, source)
    return VolumeData(
        organ=organ.name if organ else opening.organ,
        case_number=opening.number,
        case_title=opening.title,
        party="、".join(dict.fromkeys(filter(None, map(_party, (file, *joined))))),
        joined="、".join(one.history.opening.number for one in joined),
        procedure=file.docket.procedure.title,
        opened_on=begun_on(file),
        closed_on=date_of(ended.day) if ended else None,
        result=_result(ended, step),
        handlers="、".join(names.get(key, key) for key in file.history.handlers),
        archive_number=kept.archive_number if kept else "",
        retention=retention_word(kept.retention, "zh") if kept else "",
        archived_on=date_of(kept.day) if kept else None,
        remark=remarks.text,
        papers=papers,
    )


def _sources(file: CaseFile, joined: Sequence[CaseFile]) -> Iterator[tuple[CaseFile, _Source]]:
    """Other cases of which papers lie in this file: what it or a joined one cites, and all of those joined into it."""
    for one in (file, *joined):
        for origin, ids in cited_in(one):
            yield origin, _Source(ids, f"（引自 {origin.history.opening.number}）")
    for one in joined:
        every = frozenset(held.record.id for held in one.held)
        yield one, _Source(every, f"（并入案件 {one.history.opening.number}）")


def _split(case: str) -> Iterator[str]:
    """That the case was split off another, and what was split off it: whoever reads one file looks for the other."""
    for one in links_of(case):
        if one.kind in _SPLIT:
            yield f"{_SPLIT[one.kind]}{one.number}"


def _party(file: CaseFile) -> str:
    opened = party_of(file.party_records)
    return str(opened.get("party_name") or "")


def _result(ended: FoldedRecord | None, step: Step | None) -> str:
    """How the case ended: the step, and what was chosen in it («结案、立卷归档（已履行）»)."""
    if ended is None or step is None:
        return ""
    chosen = [
        shelf().words.word(name, str(ended.fields[name]))
        for name, one in step.fields.items()
        if one.type is ValueType.CHOICE and ended.fields.get(name) is not None
    ]
    return step.title + (f"（{'、'.join(chosen)}）" if chosen else "")


def _papers(
    file: CaseFile,
    volume: Volume,
    organ: str,
    remarks: _Remarks,
    told: Told,
    source: _Source | None = None,
) -> Iterator[FilePaper]:
    chosen = [
        one
        for one in papers_in(file)
        if not one.replaced
        and (source is None or one.held.record.id in source.records)
        and one.is_internal is (volume is Volume.INTERNAL)
        and not (one.kind and one.kind.id == _ITSELF)
    ]
    kept = files(found.hash for one in chosen if (found := one.attachment()) is not None)
    for place, one in enumerate(chosen, 1):
        draft = _draft(file, one, kept, remarks)
        told(place, len(chosen))
        if draft is None:
            remarks.beside.append(f"《{one.paper.kind}》（文书种类已不存在）")
            continue
        yield FilePaper(
            title=one.paper.kind + (source.mark if source else ""),
            volume=volume,
            order=one.kind.order if one.kind else _LAST,
            day=_day(file, one.held.record),
            number=one.paper.number or "",
            author=organ if one.kind and one.kind.made_by == "organ" else "",
            draft=draft,
            scans=_signed(file, one),
        )


def _signed(file: CaseFile, one: HeldPaper) -> list[Scan]:
    """The signed versions of a paper, bound before its draft."""
    found = signed_of(file, one)
    there = files(each.attachment.hash for each in found)
    return [
        Scan(there[each.attachment.hash].name, b"".join(there[each.attachment.hash].read()))
        for each in found
        if each.attachment.hash in there
    ]


def _draft(file: CaseFile, one: HeldPaper, kept: dict[str, HeldFile], remarks: _Remarks) -> bytes | None:
    found = one.attachment()
    if found is not None and found.hash in kept:
        return b"".join(kept[found.hash].read())
    composed = composed_again(file, one)
    if composed is None:
        return None
    remarks.again.append(f"《{one.paper.kind}》")
    return pdf_of(composed.document)


def _files(
    file: CaseFile, volume: Volume, remarks: _Remarks, source: _Source | None = None
) -> Iterator[FilePaper]:
    """What was uploaded with the records of this volume: pictures and PDF are bound behind the papers they go with."""
    replaced = {held.record.corrects for held in file.held if held.record.corrects}
    for held in file.held:
        record = held.record
        if source is not None and record.id not in source.records:
            continue
        if record.step in (SUBMIT, SIGN_PAPER):  # entered with their act, bound with their paper
            continue
        if record.id in replaced or record_is_internal(file, record) is not (volume is Volume.INTERNAL):
            continue
        made = {one.paper.attachment for one in papers_in(file) if one.held.record.id == record.id}
        made |= {f"{name}{DOCX_SUFFIX}" for name in made if name}
        wanted = [one for one in record.attachments if one.id not in made]
        kept = files(one.hash for one in wanted)
        for one in wanted:
            there = kept.get(one.hash)
            if there is None:
                remarks.beside.append(f"{one.id}（内容已销毁）")
            elif there.kind.is_picture or there.kind is PDF:
                yield FilePaper(
                    title=there.name + (source.mark if source else ""),
                    volume=volume,
                    order=min((kind.order for kind in kinds_of_step(file, record) if kind), default=_LAST),
                    day=_day(file, record),
                    scans=[Scan(there.name, b"".join(there.read()))],
                )
            else:
                remarks.beside.append(there.name)


def _day(file: CaseFile, record: Record) -> dt.date:
    return date_of(file.docket.calendar.local_day(record.at.earliest))
