"""What a report says, in Chinese and English: one sentence a line, nothing claimed that no rule showed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plumbline.core.ledger.errors import Language, Said
from plumbline.core.ledger.evidence import DestroyedValue, LateEntry, Report, Statement
from plumbline.core.ledger.moment import shown_instant
from plumbline.core.ledger.system_acts import ValuePlace

MOST_LEAVES_NAMED: Final = 12

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "sealed": (
        "{records} 条记录都在日志 {origin} 中（{algorithm}，{size} 叶），封存以来一字未改",
        "{records} records are in the log {origin} ({algorithm}, {size} leaves) and unchanged since they were sealed",
    ),
    "chained": (
        "第 {first} 叶至第 {last} 叶之间，该案记录没有缺漏、插入或换位",
        "between leaves {first} and {last} no record of the case was left out, put between or exchanged",
    ),
    "values": (
        "所示 {count} 项个人信息和附件与封存的承诺、杂凑一致",
        "the {count} personal values and files shown are those that were sealed",
    ),
    "witnessed": (
        "{count} 条记录的录入时间与见证方（{witnesses}）的时间相符",
        "the time of entry of {count} records agrees with the times of the witnesses ({witnesses})",
    ),
    "log": (
        "日志 {origin} 自第 {first} 叶起至 {size} 叶与检查点一致，没有改动、缺漏、插入或换位",
        "the log {origin} agrees with its checkpoints from leaf {first} to {size} leaves; nothing was changed, "
        "left out, put between or exchanged",
    ),
    "files": (
        "{count} 个附件逐字节读过，与记录中的杂凑、承诺一致",
        "{count} attachments were read to the last byte and are those that were sealed",
    ),
    "files_unread": (
        "附件内容：本次未读（加 --attachments 逐个核对）",
        "the bytes of attachments: not read this time (add --attachments)",
    ),
    "older_key": (
        "第 {leaves} 叶更换过密钥，您没有给出更换前的公钥：此前的日志是否就是旧密钥签过的那一部，"
        "只有新密钥持有人的说法；有旧公钥的，用 --key 一并给出",
        "the log's key was changed at leaves {leaves} and you did not give the one of before: that the log until then "
        "is the one it signed is the newer key's word alone; whoever has the older key gives it too, with --key",
    ),
    "no_witness": (
        "时间未获证明：没有所信见证方的签名，录入时间只是服务器自己的说法",
        "not proved in time: no signature of a witness you trust; times of entry are the server's own word",
    ),
    "no_witness_key": (
        "时间未获证明：未给出见证方公钥，录入时间只是服务器自己的说法",
        "not proved in time: no witness key was given; times of entry are the server's own word",
    ),
    "not_witnessed": (
        "第 {leaves} 叶时间未获证明：没有见证方见过它们",
        "not proved in time: leaves {leaves}, which no witness has seen",
    ),
    "may_be_later_than_said": (
        "第 {leaves} 叶没有更早的见证，不能排除实际录入晚于所称时间",
        "leaves {leaves}: no earlier witness, so that they were entered later than they say is not excluded",
    ),
    "later_records": (
        "第 {last} 叶之后该案是否还有记录，本卷不能证明",
        "whether the case has records after leaf {last} is not shown by this file",
    ),
    "not_yet_sealed": (
        "最后 {count} 条记录尚未封存",
        "the last {count} records are not yet sealed",
    ),
    "rendered": (
        "网页、文书等排版件只受压缩包校验，不在日志之内；以记录为准",
        "rendered pages are covered by the archive's checksums only, not by the log; the records decide",
    ),
    "truth": (
        "所记内容是否属实：账本只证明当时如此记录",
        "whether what was entered is true: the ledger proves only that it was so entered",
    ),
}

_HEADS: Final[dict[str, tuple[str, str]]] = {
    "proved": ("已证明", "Proved"),
    "not_proved": ("未证明", "Not proved"),
    "late": ("补录（行为之后较晚录入）", "Entered late"),
    "destroyed": ("已销毁的个人信息", "Destroyed"),
    "withheld": ("本卷隐去", "Withheld in this file"),
}


def report_lines(report: Report, language: Language = "zh") -> list[str]:
    """The report in words, a line each; headings end in a colon."""
    parts: list[tuple[str, Sequence[str]]] = [
        ("proved", [sentence(one, language) for one in report.proved]),
        ("late", [late_sentence(one, language) for one in report.late]),
        ("destroyed", [destroyed_sentence(one, language) for one in report.destroyed]),
        ("withheld", [place_name(one, language) for one in report.withheld]),
        ("not_proved", [sentence(one, language) for one in report.not_proved]),
    ]
    lines: list[str] = []
    for head, sentences in parts:
        if sentences:
            lines.append(_of(_HEADS[head], language) + ("：" if language == "zh" else ":"))
            lines += [f"  - {one}" for one in sentences]
    return lines


def sentence(statement: Statement, language: Language) -> str:
    """One statement in words."""
    data = dict(statement.data)
    leaves = data.get("leaves")
    if isinstance(leaves, list):
        more = "…" if len(leaves) > MOST_LEAVES_NAMED else ""
        separator = "、" if language == "zh" else ", "
        data["leaves"] = separator.join(map(str, leaves[:MOST_LEAVES_NAMED])) + more
    return _of(SENTENCES[statement.code], language).format_map(data)


def late_sentence(late: LateEntry, language: Language) -> str:
    """«record … (step) happened at …, entered at …, so many days later»."""
    days, rest = divmod(late.delay, 86_400)
    hours = rest // 3_600
    entered = shown_instant(late.recorded_at)
    if language == "zh":
        return (
            f"第 {late.leaf} 叶 记录 {late.record}（{late.step}）："
            f"行为 {late.at}，录入 {entered}，迟 {days} 天 {hours} 小时"
        )
    return (
        f"leaf {late.leaf}, record {late.record} ({late.step}): happened {late.at}, entered {entered}, "
        f"{days} days {hours} hours later"
    )


def destroyed_sentence(gone: DestroyedValue, language: Language) -> str:
    """«destroyed on …, by …, under …»."""
    what = place_name(gone.place, language)
    if language == "zh":
        officers = "、".join(gone.officers)
        return (
            f"{what}：{gone.day} 由 {officers} 依 {gone.ground} 销毁（记录 {gone.by_record}）；"
            "承诺值仍在，证明不受影响"
        )
    officers = ", ".join(gone.officers)
    return (
        f"{what}: destroyed on {gone.day}, by {officers}, under {gone.ground} (record {gone.by_record}); "
        "its commitment remains and every proof holds"
    )


def place_name(place: ValuePlace, language: Language) -> str:
    """Where a value belongs, for a reader."""
    if language == "zh":
        return f"记录 {place.record} 的{'附件' if place.kind == 'attachment' else '信息'}「{place.name}」"
    return f"{'file' if place.kind == 'attachment' else 'value'} “{place.name}” of record {place.record}"


def unread(error: OSError) -> Said:
    """Why a file that the command line named could not be read."""
    zh, en = _NOT_READ.get(
        type(error), (f"读不出来（{error.strerror}）", f"it cannot be read ({error.strerror})")
    )
    return Said(f"{error.filename}：{zh}", f"{error.filename}: {en}")


_NOT_READ: Final = {
    FileNotFoundError: ("没有这个文件", "there is no such file"),
    PermissionError: ("没有读取权限", "it may not be read"),
    IsADirectoryError: ("这是文件夹，不是文件", "it is a folder, not a file"),
}


def _of(pair: tuple[str, str], language: Language) -> str:
    return pair[0] if language == "zh" else pair[1]
