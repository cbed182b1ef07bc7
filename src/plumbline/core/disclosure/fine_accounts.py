"""Accounts into which fines are paid: a decision names them for whoever pays, and they stay in its text."""

from __future__ import annotations

import re
from typing import Final

_TREASURY: Final = re.compile(
    r"罚款应当[^。\n]{0,40}$|缴纳罚款\(?(?:收款)?账[号户][: ]{0,2}$|银行缴纳,账[号户][: ]{0,2}$|"
    r"(?:罚款缴(?!纳人)|国库|国家金库|财政局|非税|(?<!开立的)专户|罚没款)"
    r"(?:(?!本人|个人|当事人|申请人|承租人|职工|员工|退休|工作|[缴付收]款人|缴纳人|缴款单位|转[出入账给]|支付|打入|拨付|发放|"
    r"配偶|妻|丈夫|[父母子女]|其|一卡通|存折|卡|微信|身份|电话|工资|补[助贴偿])[^。\n]){0,40}$"
)
"""Words of a treasury, unless somebody whose account it may be stands between them and the number."""
_CARD: Final = re.compile(r"62\d{14,17}")
"""A card of a bank, which no treasury has."""


def is_for_fines(before: str, digits: str) -> bool:
    """Whether a number behind these words is the account of a treasury."""
    return _TREASURY.search(before) is not None and not _CARD.fullmatch(digits)
