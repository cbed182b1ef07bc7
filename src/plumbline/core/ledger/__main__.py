"""The offline verifier: `python -m plumbline.core.ledger verify case.zip --key KEY`.

Needs Python's standard library and `cryptography`, nothing else of ours, no network and no server. KEY is the log's
verifier key (`name+id+key`) or a file that holds it, one a line. Exit code 0: everything shown is proved as said;
1: something is untrue; 2: the command or the archive cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from plumbline.core.ledger.casefile import ArchiveError, ArchiveUnreadable, ZipFiles
from plumbline.core.ledger.casefile_parts import read_case_file
from plumbline.core.ledger.cosignature import read_witness_key
from plumbline.core.ledger.errors import KeyMalformed, Language, LedgerError, Said
from plumbline.core.ledger.evidence import LATE_AFTER, TOLERANCE, Report, Trust
from plumbline.core.ledger.findings import Untrue
from plumbline.core.ledger.note import VerifierKey, read_key
from plumbline.core.ledger.verify import verify_case
from plumbline.core.ledger.wording import report_lines, sentence, unread

_PROVED, _UNTRUE, _UNREADABLE = 0, 1, 2


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m plumbline.core.ledger",
        description="离线验证案卷，不需要信任导出它的系统。Verifies a case file offline, trusting nobody who made it.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    verify = commands.add_parser("verify", help="验证一份案卷 verify one case file")
    verify.add_argument("archive", type=Path, metavar="case.zip")
    verify.add_argument(
        "--key",
        action="append",
        required=True,
        metavar="KEY",
        help="日志公钥或其文件 the log's key, or a file of keys",
    )
    verify.add_argument(
        "--witness",
        action="append",
        default=[],
        metavar="KEY",
        help="见证方公钥或其文件 a witness's key, or a file",
    )
    verify.add_argument("--language", choices=("zh", "en"), default="zh")
    verify.add_argument(
        "--tolerance",
        type=int,
        default=TOLERANCE,
        metavar="SECONDS",
        help="服务器与见证方时钟容差 between clocks",
    )
    verify.add_argument(
        "--late-after",
        type=int,
        default=LATE_AFTER,
        metavar="SECONDS",
        help="超过即列为补录 later is shown as late",
    )
    verify.add_argument("--json", action="store_true", help="机器可读 machine-readable")
    return parser


def keys_of(given: Sequence[str], read: Callable[[str], VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys of an option: each a vkey, or the path of a file of vkeys. Raises KeyMalformed."""
    texts: list[str] = []
    for text in given:
        texts += [line for line in _lines(text) if line.strip() and not line.startswith("#")]
    if given and not texts:
        raise KeyMalformed(problem=Said("文件里没有公钥", "there is no key in the file"))
    return tuple(map(read, texts))


def _lines(text: str) -> list[str]:
    if "+" in text and not Path(text).is_file():
        return [text]
    try:
        return Path(text).read_text("utf-8").splitlines()
    except OSError as error:
        raise KeyMalformed(problem=unread(error)) from error
    except UnicodeDecodeError as error:
        said = Said(
            f"{text}：不是文本文件，应当逐行写有公钥",
            f"{text}: this is no text file; it should hold a key a line",
        )
        raise KeyMalformed(problem=said) from error


def verify(options: argparse.Namespace) -> Report:
    """Read and verify one archive; raises LedgerError or OSError."""
    trust = Trust(
        keys_of(options.key, read_key),
        keys_of(options.witness, read_witness_key),
        options.tolerance,
        options.late_after,
    )
    with options.archive.open("rb") as stream:
        return verify_case(read_case_file(ZipFiles(stream)), trust)


def main(argv: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Run the command; returns the exit code."""
    options = arguments().parse_args(argv)
    out = out or sys.stdout
    language: Language = options.language
    try:
        report = verify(options)
    except Untrue as error:
        _say_untrue(error, options.json, language, out)
        return _UNTRUE
    except ArchiveError as error:
        _say_untrue(error, options.json, language, out)
        return _UNREADABLE if isinstance(error, ArchiveUnreadable) else _UNTRUE
    except LedgerError as error:
        print(error.message(language), file=sys.stderr)
        return _UNREADABLE
    except OSError as error:
        print(unread(error)[language == "en"], file=sys.stderr)
        return _UNREADABLE
    if options.json:
        print(json.dumps(_as_json(report), ensure_ascii=False, indent=2), file=out)
    else:
        head = f"案件 {report.subject}：成立" if language == "zh" else f"case {report.subject}: holds"
        print("\n".join([head, *report_lines(report, language)]), file=out)
    return _PROVED


def _say_untrue(error: LedgerError, as_json: bool, language: Language, out: TextIO) -> None:
    if as_json:
        found = {"holds": False, "error": type(error).__name__, "message": error.message(language)}
        if isinstance(error, Untrue):
            found |= {"leaf": error.leaf, "record": error.record}
        print(json.dumps(found, ensure_ascii=False, indent=2), file=out)
    else:
        print(("不成立：" if language == "zh" else "DOES NOT HOLD: ") + error.message(language), file=out)


def _as_json(report: Report) -> dict[str, object]:
    return {
        "holds": True,
        "case": report.subject,
        "records": report.records,
        "proved": [
            {"code": one.code, "zh": sentence(one, "zh"), "en": sentence(one, "en")} for one in report.proved
        ],
        "not_proved": [
            {"code": one.code, "zh": sentence(one, "zh"), "en": sentence(one, "en")}
            for one in report.not_proved
        ],
        "late": [asdict(one) for one in report.late],
        "destroyed": [asdict(one) for one in report.destroyed],
        "withheld": [asdict(one) for one in report.withheld],
    }


if __name__ == "__main__":
    sys.exit(main())
