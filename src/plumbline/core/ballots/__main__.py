"""`python -m plumbline.core.ballots verify ballots.json`: recounts an evaluation offline, trusting nobody."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from plumbline.core.ballots.ballot import GRADES
from plumbline.core.ballots.errors import ListUntrue
from plumbline.core.ballots.published import Published, proof_of, verify
from plumbline.core.errors import Language

_PROVED, _UNTRUE, _UNREADABLE = 0, 1, 2
_TITLES = {
    "good": ("好", "good"),
    "fairly_good": ("较好", "fairly good"),
    "ordinary": ("一般", "ordinary"),
    "poor": ("差", "poor"),
    "invalid": ("弃权", "abstained"),
}


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m plumbline.core.ballots",
        description="离线核验民主测评的计票，不需要信任组织者。Recounts an evaluation offline.",
    )
    one = parser.add_subparsers(dest="command", required=True).add_parser(
        "verify", help="核验一份选票清单 verify one list of ballots"
    )
    one.add_argument("list", type=Path, metavar="ballots.json")
    one.add_argument(
        "--proof", default="", metavar="SHA256", help="账本中的计票验证码 the ledger's check value"
    )
    one.add_argument(
        "--key", default="", metavar="SHA256", help="启动测评记录中的公钥摘要 the announced fingerprint"
    )
    one.add_argument("--receipt", default="", metavar="SERIAL", help="自己的选票编号 the own serial")
    one.add_argument("--language", choices=("zh", "en"), default="zh")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0 it holds, 1 it does not, 2 it cannot be read."""
    options = arguments().parse_args(argv)
    language: Language = options.language
    try:
        data = options.list.read_bytes()
        found = verify(data, proof=options.proof, key=options.key)
    except OSError as error:
        print(error, file=sys.stderr)
        return _UNREADABLE
    except ListUntrue as error:
        print(error.message(language))
        return _UNTRUE
    print("\n".join(_lines(found, data, options.receipt, language)))
    known = {one.serial for one in found.ballots}
    return _PROVED if not options.receipt or options.receipt in known else _UNTRUE


def _lines(found: Published, data: bytes, receipt: str, language: Language) -> list[str]:
    english = language == "en"
    counts = (", " if english else "，").join(
        f"{_TITLES[grade][english]} {found.counts[grade]}" for grade in GRADES
    )
    cast, taken, entitled = len(found.ballots), found.taken, found.entitled
    if english:
        lines = [
            f"{found.title}: holds. {counts}; {cast} ballots, {taken} of {entitled} took one.",
            f"check value {proof_of(data)}",
            f"key {found.key.fingerprint}",
        ]
    else:
        lines = [
            f"{found.title}：成立。{counts}；选票 {cast} 张，有权参加 {entitled} 人，领票 {taken} 人。",
            f"计票验证码 {proof_of(data)}",
            f"公钥摘要 {found.key.fingerprint}",
        ]
    if receipt:
        own = [one for one in found.ballots if one.serial == receipt]
        grade = _TITLES[GRADES[own[0].grade]][english] if own else ""
        if english:
            lines.append(f"your ballot {receipt}: {grade or 'NOT IN THE LIST'}")
        else:
            lines.append(f"您的选票 {receipt}：{grade or '不在清单中'}")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
