"""What can go wrong where personal values are to be destroyed.

DestroyingError (PlumblineError)
├── NothingChosen  no value was chosen, or one that is not there any more
├── NotYetExpired  the day on which retention ran out lies ahead
├── StillKept      the retention of the file has not run out
├── NotProposed    no such proposal waits for confirmation
└── SamePerson     whoever proposed cannot confirm
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class DestroyingError(PlumblineError):
    """Root of what can go wrong where personal values are to be destroyed."""


class NothingChosen(DestroyingError):
    """Nothing was chosen that is still there."""

    zh = "没有选择信息，或者所选信息已不在"
    en = "nothing was chosen, or what was chosen is not there any more"
    remedy_zh = "在清单中勾选要销毁的信息"
    remedy_en = "choose from the list what is to be destroyed"


class NotYetExpired(DestroyingError):
    """The day lies ahead."""

    zh = "保管期限届满日 {day} 尚未到来"
    en = "the day on which retention runs out, {day}, lies ahead"


class StillKept(DestroyingError):
    """The papers and files of a case stay as long as its file."""

    zh = "案卷 {number} 保管期限尚未届满（{until}），其中的文件和已送达决定的当事人信息不能销毁"
    en = (
        "the retention of the file {number} has not run out ({until}); its papers and files stay, "
        "and so does the party of a served decision"
    )
    remedy_zh = "只选择其他个人信息，或者等案卷保管期限届满并经鉴定"
    remedy_en = "choose other personal values alone, or wait until the file has run out and was appraised"


class NotProposed(DestroyingError):
    """No such proposal waits."""

    zh = "没有待确认的销毁申请"
    en = "no such proposal waits for confirmation"
    remedy_zh = "刷新页面：申请可能已撤销、已执行，或者已有新的申请"
    remedy_en = "reload the page: it may have been refused, carried out or replaced by a newer one"


class SamePerson(DestroyingError):
    """Two different people destroy."""

    zh = "申请人不能确认自己的申请：销毁须由两人分别确认"
    en = "whoever proposed cannot confirm: a destruction takes two people"
    remedy_zh = "由另一名负责人以本人账号登录后确认"
    remedy_en = "have another head confirm with an own login"
