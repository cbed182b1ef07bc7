"""Accounts into which fines are paid: a decision names them for whoever pays, and they stay in its text."""

from __future__ import annotations

import re
from typing import Final

from plumbline.core.disclosure.whose import is_paid_to_office

_NOBODYS: Final = (
    r"(?:(?!本人|个人|当事人|申请人|承租人|职工|员工|退休|[缴付收]款人|转[出入账给]|支付|打入|拨付|发放|配偶|妻|丈夫|[父母子女]|其|"
    r"一卡通|存折|卡|微信|身份|电话|工资|补[助贴偿])[^。\n])"
)
_FEE: Final = (
    "(?:检尺|检[测验疫定]|鉴定|评审|易地建设|社会抚养|水土保持|补偿|恢复|排污|占用|工本|报名|考试|公证|诉讼|代履行|代处置|"
    "处置|植被恢复|复垦|水资源|滞纳|监测)(?:费|金)"
)
"""What an office takes for what it does."""
_COUNTER: Final = "(?:银行|柜台|柜面|自助|[支分]行|营业部|信用社|联社|分理处|储蓄所|网点)"
_TREASURY: Final = re.compile(
    rf"(?:缴款[至到]|汇缴[至到]|缴[至入到]|{_COUNTER}(?:补?缴[纳清]|交[纳清])){_NOBODYS}{{0,40}}$|{_FEE}[¥￥]?[\d,.]{{1,12}}元,?(?:请|应)?[汇缴存交]"
    r"[至到入]$|(?:^|[\n。;] ?)收款账[号户][:为是 ]{0,2}$|"
    rf"(?:局|中心|委员会|大队|支队|政府|专户)[,;( ]{{1,2}}(?:开户行[:为 ]{{0,2}})?[\u4e00-\u9fff]{{2,16}}"
    r"(?:支行|分行|银行|营业部|信用社|联社)[,;: ]{1,2}(?:账[号户][:为是 ]{0,2})?$|"
    r"基金(?:收入|支出|财政)?专?户[(,]?(?:收款)?(?:账[号户])?[:为是 ]{0,2}$|"
    r"罚款应当[^。\n]{0,40}$|缴纳罚款\(?(?:收款)?账[号户][: ]{0,2}$|银行缴纳,账[号户][: ]{0,2}$|"
    r"(?:罚款缴(?!纳人)|国库|国家金库|财政局|非税|(?<!开立的)专户|罚没款)"
    r"(?:(?!本人|个人|当事人|申请人|承租人|职工|员工|退休|工作|[缴付收]款人|缴纳人|缴款单位|转[出入账给]|支付|打入|拨付|发放|"
    r"配偶|妻|丈夫|[父母子女]|其|一卡通|存折|卡|微信|身份|电话|工资|补[助贴偿])[^。\n]){0,40}$"
)
"""Words of a treasury, unless somebody whose account it may be stands between them and the number."""
_OFFICES_ACCOUNT: Final = re.compile(
    r"(?:[局厅]|委员会|[支大]队|中心|政府|法院|检察院|财政[\u4e00-\u9fff]{0,12}|非税[\u4e00-\u9fff]{0,12}|专户)"
    r"[)]?[,;、\n ]{1,3}"
    r"(?:开户(?:银行|行)?[:为 ]{0,3}[^,;。\n]{2,30}[,;\n ]{1,3})?(?:收款)?[账帐] {0,8}[号户][:为 ]{0,3}$"
    r"|(?:村|村组|居委会|社区|村民小组|经济合作社|联合社)集体(?:经济)?(?:专用|基本|对公)?[账帐]户[(,:为 ]{0,3}$"
    r"|(?:责令|应当?|须)[^。\n]{0,8}(?:退[回还缴]|上缴|缴回)[^。\n账户]{0,16}。 ?"
    r"(?:退款|缴款|收款)[账帐][户号][:为 ]{0,3}$"
)
"""Where an office is named as who has the account, a village's common one, the one into which is paid back."""
_CARD: Final = re.compile(r"62\d{14,17}")
"""A card of a bank, which no treasury has."""


def is_for_fines(before: str, digits: str) -> bool:
    """Whether a number behind these words is the account of a treasury."""
    if _CARD.fullmatch(digits):
        return False
    if _OFFICES_ACCOUNT.search(before):
        return True
    return _TREASURY.search(before) is not None or is_paid_to_office(before)
