"""`python -m plumbline.core.reports verify report.zip --key KEY`: verifies a yearly report offline, in words."""

from __future__ import annotations

import argparse
import sys
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from plumbline.core.errors import Language, PlumblineError
from plumbline.core.ledger.__main__ import keys_of
from plumbline.core.ledger.errors import KeyMalformed, LedgerError
from plumbline.core.ledger.evidence import Statement
from plumbline.core.ledger.note import read_key
from plumbline.core.ledger.wording import sentence, unread
from plumbline.core.reports.verify_yearly import verify_bundle

_PROVED, _UNTRUE, _UNREADABLE = 0, 1, 2


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m plumbline.core.reports",
        description="离线核验年度报告的每一个数据。Verifies every figure of a yearly report offline.",
    )
    verify = parser.add_subparsers(dest="command", required=True).add_parser(
        "verify", help="核验一份报告 verify one report"
    )
    verify.add_argument("bundle", type=Path, metavar="report.zip")
    verify.add_argument(
        "--key",
        action="append",
        required=True,
        metavar="KEY",
        help="日志公钥或其文件 the log's key, or a file",
    )
    verify.add_argument("--language", choices=("zh", "en"), default="zh")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 it holds, 1 it does not, 2 it cannot be read."""
    options = arguments().parse_args(argv)
    language: Language = options.language
    try:
        found = verify_bundle(options.bundle.read_bytes(), keys_of(options.key, read_key))
    except KeyMalformed as error:
        print(error.message(language), file=sys.stderr)
        return _UNREADABLE
    except OSError as error:
        print(unread(error)[language == "en"], file=sys.stderr)
        return _UNREADABLE
    except (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError) as error:
        zh, en = "不是完整的年度报告核验包", "this is no whole bundle of a yearly report"
        print(
            f"{options.bundle}：{zh}（{error}）" if language == "zh" else f"{options.bundle}: {en} ({error})",
            file=sys.stderr,
        )
        return _UNREADABLE
    except (PlumblineError, LedgerError) as error:
        print(error.message(language))
        return _UNTRUE
    zh = (
        f"{found.year}年报告成立：{found.counted} 个数据逐行清点，{found.reckoned} 个数据重算，明细 {found.rows} 行，"
        f"均在 {found.origin} 的 {found.size} 条记录之中；正文与核定数据一致。"
        f"核定记录 {found.record}，统计至第 {found.leaf} 条；{_steps(found.steps, 'zh')}"
        "没有证明的：每行记录的内容，须看该案案卷；这份案卷之后是否又有更改，须向公示的检查点核对。"
    )
    en = (
        f"the report of {found.year} holds: {found.counted} figures counted row by row, {found.reckoned} reckoned, "
        f"{found.rows} rows, all among the {found.size} records of {found.origin}; the text shows these figures. "
        f"Fixed by record {found.record}, counted up to leaf {found.leaf}; {_steps(found.steps, 'en')}"
        "Not proved: what each record says (see the file of its case), and whether anything came after."
    )
    print((zh if language == "zh" else en) + _older(found.older_keys, language))
    return _PROVED


def _older(leaves: tuple[int, ...], language: Language) -> str:
    """What is not proved to whoever brought only the newer key of a log."""
    if not leaves:
        return ""
    told = sentence(Statement("older_key", {"leaves": list(leaves)}), language)
    return f"{told}。" if language == "zh" else f" {told[0].upper()}{told[1:]}."


_STEPS = {"sign_party": "党委签批", "sign_government": "政府签批", "send_up": "报送", "publish": "公开"}


def _steps(steps: Mapping[str, str], language: Language) -> str:
    """Which of the last steps were done, and when; a draft says that it is one."""
    done = [f"{zh if language == 'zh' else id} {steps[id]}" for id, zh in _STEPS.items() if id in steps]
    if not done:
        return "尚未签批（草稿）。" if language == "zh" else "not signed: a draft. "
    return f"{'、'.join(done)}。" if language == "zh" else f"{', '.join(done)}. "


if __name__ == "__main__":
    raise SystemExit(main())
