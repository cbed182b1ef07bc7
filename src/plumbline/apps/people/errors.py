"""Errors of this app.

PlumblineError
└── PeopleError
    ├── NoRole           the account holds no role today
    ├── RoleNotHeld      the account does not hold the role asked for today
    ├── UsernameTaken    another account has that user name
    ├── EntryUnknown     there is no such entry in the register
    ├── EntryExists      the number is taken
    ├── EntryEnded       the entry was ended; nothing more is done in it
    ├── StepUnknown      the register knows no such act
    ├── DayAhead         an act in a register on a day that has not come
    ├── FieldsWrong      values of an act that cannot be right; carries each problem
    ├── CertificateTaken another officer has that certificate number
    ├── CertificateOther the officer has no such certificate
    ├── ListWrong        a list of officers names some that are not in enforcement here
    ├── SheetUnreadable  a file that is no spreadsheet we can read
    ├── SheetGone        a sheet that was kept too long before it was taken in
    ├── ReasonMissing    personal data is read for a case or a stated reason
    ├── OrganBeyondReach an imported row belongs to an organ that one may not write for
    ├── NobodyToStandIn  posts go to somebody who signs in
    ├── NoAccount        an identity provider brought somebody who has no account here
    ├── PassWrong        a pass for sending files that is none, or no longer
    ├── HeadsOwn         an officer would do what the pack gives to the head
    ├── OwnAccount       nobody closes the own account
    ├── StillHeld        an account is closed after what its person holds was handed over
    └── DemoOnLoopback   the demo's change of person was asked for from another machine
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError
from plumbline.core.registers.checks import Problem


class PeopleError(PlumblineError):
    """Something about a person or an organ."""


class NoRole(PeopleError):
    """The account holds no role today."""

    zh = "账号“{username}”今日没有任何角色"
    en = "the account “{username}” holds no role today"
    remedy_zh = "请安全管理员授予角色"
    remedy_en = "ask the security administrator for a role"


class RoleNotHeld(PeopleError):
    """The account does not hold the role asked for today."""

    zh = "账号“{username}”今日不具有“{role}”角色"
    en = "the account “{username}” does not hold the role “{role}” today"
    remedy_zh = "已有的角色：{held}"
    remedy_en = "roles it holds: {held}"


class UsernameTaken(PeopleError):
    """Another account has that user name."""

    zh = "登录名“{username}”已有账号使用"
    en = "the user name “{username}” is taken"
    remedy_zh = "换一个登录名"
    remedy_en = "choose another"


class EntryUnknown(PeopleError):
    """There is no such entry in the register."""

    zh = "登记簿“{register}”中没有“{code}”"
    en = "the register “{register}” holds no “{code}”"


class EntryExists(PeopleError):
    """The number is taken; a number is given once, also after its entry ended."""

    zh = "编号“{code}”已经登记"
    en = "the number “{code}” is registered already"
    remedy_zh = "改用未使用的编号；信息有变化的，用变更登记"
    remedy_en = "use another number; where data changed, enter a change"


class EntryEnded(PeopleError):
    """The entry was ended; nothing more is done in it."""

    zh = "“{code}”已注销，不能再办理“{step}”"
    en = "“{code}” was ended; “{step}” cannot be done any more"
    remedy_zh = "注销有误的，先作废该记录"
    remedy_en = "where it was ended by mistake, void that record first"


class StepUnknown(PeopleError):
    """The register knows no such act."""

    zh = "登记簿“{register}”没有“{step}”这一办理事项"
    en = "the register “{register}” knows no act “{step}”"


class DayAhead(PeopleError):
    """An act in a register on a day that has not come: the entry would be changed today already."""

    zh = "办理日期 {day} 晚于今天"
    en = "the day of the act, {day}, has not come yet"
    remedy_zh = "填写实际办理的日期；以后才办理的，到时再登记"
    remedy_en = "state the day on which it was done; what is done later is entered then"


class FieldsWrong(PeopleError):
    """Values of an act that cannot be right."""

    zh = "有 {count} 项填写有误：{first}"
    en = "{count} values are wrong: {first}"
    remedy_zh = "按各项提示改正后再提交"
    remedy_en = "mend each as told and send it again"

    @classmethod
    def of(cls, found: tuple[Problem, ...]) -> FieldsWrong:
        """From the problems found."""
        return cls(count=len(found), first=found[0].error.message(), found=found)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each field and what is wrong with it."""
        found = self.data["found"]
        assert isinstance(found, tuple)
        return found


class CertificateTaken(PeopleError):
    """Another officer has that certificate number."""

    zh = "证件编号“{number}”已由人员“{officer}”持有"
    en = "the certificate “{number}” belongs to officer “{officer}”"
    remedy_zh = "对照证件核对编号"
    remedy_en = "compare the number with the card"


class CertificateOther(PeopleError):
    """The officer has no such certificate."""

    zh = "人员“{officer}”没有编号为“{number}”的证件"
    en = "officer “{officer}” has no certificate “{number}”"
    remedy_zh = "对照证件核对编号"
    remedy_en = "compare the number with the card"


class ListWrong(PeopleError):
    """A list names officers or certificates that are not in enforcement within reach."""

    zh = "名单中有 {count} 项不是本辖区在岗执法人员或者其证件：{wrong}"
    en = "{count} of the list are no officers in enforcement here, nor their certificates: {wrong}"
    remedy_zh = "核对编号后重新提交；名单整体登记，未登记任何一人"
    remedy_en = "check the numbers and send the list again; it is entered as a whole, and nobody was entered"


class SheetUnreadable(PeopleError):
    """A file that is no spreadsheet we can read."""

    zh = "文件“{name}”无法读取：{problem_zh}"
    en = "the file “{name}” cannot be read: {problem_en}"
    remedy_zh = "下载模板，填写后以 xlsx 或者 csv 格式上传"
    remedy_en = "download the template and upload it as xlsx or csv"


class SheetGone(PeopleError):
    """A sheet that was kept too long before it was taken in."""

    zh = "待导入的表格已被清理"
    en = "the sheet to be taken in is gone"
    remedy_zh = "重新上传"
    remedy_en = "send it again"


class ReasonMissing(PeopleError):
    """Personal data is read for a case or a stated reason."""

    zh = "查看个人信息须说明所办案件或者事由"
    en = "say for which case or why you read personal data"
    remedy_zh = "填写案号或者具体事由（个人信息保护法第三十四条：在法定权限内、为履行职责所必需）"
    remedy_en = "give the case number or the reason (Personal Information Protection Law, article 34)"


class NobodyToStandIn(PeopleError):
    """Duties and deputyships can only be held by somebody who signs in."""

    zh = "{officer} 没有账号，不能接替值班和代理"
    en = "{officer} has no account and cannot take over duties or stand in for others"
    remedy_zh = "先由安全管理员开立账号，或者选择其他接收人"
    remedy_en = "have an account opened first, or choose somebody else"


class NoAccount(PeopleError):
    """An identity provider brought somebody who has no account here."""

    zh = "统一身份认证的用户“{username}”在本系统没有账号"
    en = "“{username}” of the identity provider has no account here"
    remedy_zh = "请安全管理员开立同名账号"
    remedy_en = "ask the security administrator to open an account of that name"


class DemoOnLoopback(PeopleError):
    """The demo's change of person was asked for from another machine."""

    zh = "演示的角色切换只在本机可用，来自 {address} 的请求已拒绝"
    en = "the demo changes persons on this machine alone; {address} is refused"
    remedy_zh = "在运行演示的机器上打开 127.0.0.1"
    remedy_en = "open 127.0.0.1 on the machine that runs the demo"


class StillHeld(PeopleError):
    """An account is closed after what its person holds was handed over."""

    zh = "“{name}”名下还有未移交的事项"
    en = "“{name}” still holds matters"
    remedy_zh = "先由所在机关负责人在“移交”页移交，领用、借阅、保管的先交还，再注销账号"
    remedy_en = "the head of the organ hands them over first, and what was taken out is brought back"


class OwnAccount(PeopleError):
    """Nobody closes the own account."""

    zh = "不能注销本人的账号"
    en = "nobody closes the own account"
    remedy_zh = "由另一名安全管理员注销"
    remedy_en = "another security administrator does it"


class OrganBeyondReach(PeopleError):
    """An imported row belongs to an organ that one may not write for."""

    zh = "机关“{organ}”不在本人的登记范围内"
    en = "the organ “{organ}” is beyond your reach"
    remedy_zh = "由该机关或者其监督机构导入"
    remedy_en = "let that organ, or the body that supervises it, import the row"


class PassWrong(PeopleError):
    """A pass for sending files that is none, or no longer, or for another case."""

    zh = "上传凭证无效、已过期，或者不属于本案"
    en = "the upload pass is wrong, has run out, or is for another case"
    remedy_zh = "在案件页面重新取得上传凭证"
    remedy_en = "get a new one on the page of the case"


class NothingChosen(PeopleError):
    """A batch of certificates with none of them ticked."""

    zh = "没有勾选证件，未登记任何审验结果"
    en = "no certificate was ticked; nothing was entered"
    remedy_zh = "先在列表中勾选证件，再登记结果"
    remedy_en = "tick certificates in the list, then enter the result"


class HeadsOwn(PeopleError):
    """An officer would do what the pack gives to the head of the organ."""

    zh = "“{step_zh}”由行政机关负责人办理"
    en = "“{step_en}” is for the head of the organ"
    remedy_zh = "请本机关负责人登记"
    remedy_en = "ask the head of the organ to enter it"
