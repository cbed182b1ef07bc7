"""What can go wrong with cases at the desk, before or beside the rules.

CaseworkError (PlumblineError)
├── CaseNotFound       there is no such case
├── NothingToConfirm   the act does not wait for this officer
├── NotAnAct           a record that cannot be corrected or voided
├── ApprovalMissing    the organ lets this act through its approval chain alone
├── NoChain            the organ has set no chain for the act
├── AlreadySubmitted   the act waits for approval already
├── NotAwaited         the submission does not wait for this person
├── DeputyMayNot       a deputy without the role that the law names
├── NothingHeld        there is nothing to hand over
├── NotAColleague      work goes to somebody of the same organ
├── SeatNeedsRole      a box for which the law names a role goes to somebody without it
├── NoSeal             the organ has no electronic seal here
├── AlreadySealed      the paper bears its seal
├── NotAScan           a signed paper is a PDF or a picture
├── ReasonMissing      an act that must say why
├── NothingRestated    party and cause stand as they are stated
├── OpeningStands      the opening of a case in which something was done is not cancelled
├── NotCancelled       a case whose opening was not cancelled
├── LivesElsewhere     cases of the procedure are handled in another system
├── HasOwnPage         the act has a page of its own, which does more than the form
│   └── FieldOfOwnPage     a field that such a page alone fills
├── KeepsNoFiles       files for a case of a kind that keeps none
├── NoDocumentWord     an organ without a word for its document numbers
├── NumbersBusy        others took number after number meanwhile
└── NoSuchPaper        a paper or file that the case does not have
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class CaseworkError(PlumblineError):
    """Root of what can go wrong with cases at the desk."""


class CaseNotFound(CaseworkError):
    """There is no such case."""

    zh = "没有案件 {case}"
    en = "there is no case {case}"
    remedy_zh = "核对案号，或者在“案件”中查找"
    remedy_en = "check the number, or look it up under cases"


class NothingToConfirm(CaseworkError):
    """The act does not wait for this officer's confirmation."""

    zh = "记录 {record} 不需要您确认"
    en = "record {record} does not wait for your confirmation"


class NotAnAct(CaseworkError):
    """A record that cannot be corrected or voided: it is none of this case, or an act of the system."""

    zh = "记录 {record} 不能更正"
    en = "record {record} cannot be corrected"
    remedy_zh = "系统记录不作更正；请更正相应的办理记录"
    remedy_en = "acts of the system stand; correct the act itself"


class ReasonMissing(CaseworkError):
    """An act that must say why."""

    zh = "请写明理由"
    en = "state the reason"


class NothingRestated(CaseworkError):
    """Party and cause stand as they are stated."""

    zh = "当事人和案由与原记录一致"
    en = "party and cause stand as they are stated"
    remedy_zh = "改动需要更正的内容；无需更正的，回到案件"
    remedy_en = "change what is wrong, or go back to the case"


class OpeningStands(CaseworkError):
    """Something was done in the case: it was opened in earnest, or its records are voided first."""

    zh = "案件 {number} 不能按误立注销：{why_zh}"
    en = "case {number} cannot be cancelled as opened by mistake: {why_en}"
    remedy_zh = "误录的逐条作废后再注销；确已办理的，依程序办结"
    remedy_en = (
        "void what was entered by mistake, then cancel; what was really done is ended by the procedure"
    )


class NotCancelled(CaseworkError):
    """There is nothing to take back: the opening of the case was not cancelled."""

    zh = "案件 {number} 没有被注销"
    en = "case {number} was not cancelled"
    remedy_zh = "无需恢复，直接办理"
    remedy_en = "nothing is to be taken back: act on the case"


class LivesElsewhere(CaseworkError):
    """The procedure's cases are handled in another system and mirrored here: nothing is typed a second time."""

    zh = "“{title}”案件在“{system}”办理，本系统只接收，不重复录入"
    en = "cases of “{title_en}” are handled in “{system_en}”; they are received here, never typed a second time"
    remedy_zh = "在该系统中办理；数据由“数据交换”自动接入，缺失的请系统管理员查看接入情况"
    remedy_en = (
        "do it in that system; data exchange brings it here; if it is missing, ask the system administrator"
    )


class HasOwnPage(CaseworkError):
    """The act has a page of its own: what that page puts beside it, this form cannot."""

    zh = "“{step}”在“{procedure}”的页面办理，不能用通用表单填写"
    en = "“{step_en}” is done on the pages of “{procedure_en}”, never by the general form"
    remedy_zh = "从案件页面的该项办理进入；写错的在那里重新办理，或者将原记录作废"
    remedy_en = "go there from the act on the page of the case; what is wrong is done there anew, or its record voided"


class KeepsNoFiles(CaseworkError):
    """Files for a case of a kind that keeps none: nobody gathers evidence on a visit."""

    zh = "“{procedure}”的记录不附文件"
    en = "records of a “{procedure_en}” keep no files"
    remedy_zh = "用文字写明；发现线索的，以函转有权机关，由其依法取证"
    remedy_en = "write it down; pass a clue to the organ competent, which gathers evidence itself"


class FieldOfOwnPage(HasOwnPage):
    """The field is filled by a page that reckons it; what is typed there would prove nothing."""

    zh = "“{field}”由办理页面计算填写，不能手工填写"
    en = "“{field_en}” is reckoned and filled by the page of the act, never typed"
    remedy_zh = "请在办理该项的页面完成，由系统填写；改用纸质办理的，先将其启动的记录作废，再留空"
    remedy_en = (
        "finish it on the page of the act; for paper, void the record that began it and leave this empty"
    )


class NotAColleague(CaseworkError):
    """Work is handed to another person of the same organ, who stands in its register."""

    zh = "不能交接给 {officer}：不是本机关的其他在册人员"
    en = "work cannot be handed to {officer}: not another registered person of the organ"
    remedy_zh = "从本机关在册人员中选择接收人"
    remedy_en = "choose somebody of the organ's register"


class NothingHeld(CaseworkError):
    """There is nothing to hand over."""

    zh = "{officer} 没有需要交接的事项"
    en = "{officer} holds nothing to hand over"


class NoSeal(CaseworkError):
    """The organ has no electronic seal here."""

    zh = "本机关没有接入电子印章"
    en = "the organ has no electronic seal here"
    remedy_zh = "打印盖章后，上传扫描件；或者由系统管理员接入印章服务"
    remedy_en = "print and seal it by hand, then upload the scan; or have the seal server connected"


class AlreadySealed(CaseworkError):
    """The paper bears its seal."""

    zh = "《{kind}》已经盖章"
    en = "“{kind}” is sealed already"


class NotAScan(CaseworkError):
    """A signed paper is a PDF or a picture."""

    zh = "“{name}”不是 PDF 或者图片，不能作为签章扫描件"
    en = "“{name}” is neither a PDF nor a picture and cannot be the scan of a signed paper"


class SeatNeedsRole(CaseworkError):
    """A box for which the law names a role goes to somebody without it."""

    zh = "“{step}”的审批栏须由{role}签署，{officer} 不具有该角色，不能接替"
    en = "the box of “{step_en}” is for the {role_en}; {officer} does not hold that role and cannot take it over"
    remedy_zh = "先在“审批流程”中为该栏另行指定人员，再办理交接"
    remedy_en = "name somebody else for the box under approval chains first, then hand over"


class NoDocumentWord(CaseworkError):
    """An organ without a word for its document numbers."""

    zh = "{organ}没有登记发文机关代字，不能编号"
    en = "no word for document numbers is registered for {organ}"
    remedy_zh = "由监督机构在执法主体登记中变更登记事项，填写发文机关代字"
    remedy_en = "have the register of organs changed: state the word for document numbers"


class NumbersBusy(CaseworkError):
    """Others took number after number meanwhile."""

    zh = "编号繁忙，没有取到文号"
    en = "numbers are being taken so fast that none was got"
    remedy_zh = "再提交一次；所填内容没有丢失"
    remedy_en = "send it once more; nothing typed is lost"


class NoSuchPaper(CaseworkError):
    """A paper or file that the case does not have, or that is not open to this person."""

    zh = "本案没有这份文书或者附件"
    en = "the case has no such paper or file"
    remedy_zh = "回到案件页查看文书和附件"
    remedy_en = "go back to the case page"


class ApprovalMissing(CaseworkError):
    """The organ lets this act through its approval chain alone."""

    zh = "本机关规定“{step}”须经审批，不能直接办理"
    en = "the organ lets “{step_en}” through its approval chain alone"
    remedy_zh = "填写后选择“提交审批”"
    remedy_en = "fill in the form and submit it for approval"


class NoChain(CaseworkError):
    """The organ has set no chain for the act."""

    zh = "本机关没有为“{step}”设定审批流程"
    en = "the organ has set no approval chain for “{step_en}”"
    remedy_zh = "直接办理，或者由负责人设定审批流程"
    remedy_en = "do the act itself, or let the head set a chain"


class AlreadySubmitted(CaseworkError):
    """The act waits for approval already."""

    zh = "“{step}”已提交审批，尚未办结"
    en = "“{step_en}” waits for approval already"
    remedy_zh = "需要修改的，先撤回"
    remedy_en = "recall it first to change it"


class NotAwaited(CaseworkError):
    """The submission does not wait for this person."""

    zh = "该审批不在等待您的意见"
    en = "this approval does not wait for you"


class OwnSubmission(CaseworkError):
    """A deputy who would approve what they submitted themselves."""

    zh = "{step}由您本人提交，不能以代理人身份签批"
    en = "{step_en} was submitted by you; you cannot approve it as somebody's deputy"
    remedy_zh = "等待本人返岗，或者由机关负责人在“离岗与值班”另行指定代理人"
    remedy_en = "wait for the person, or let the agency head name another deputy under «Absences and duty»"


class DeputyMayNot(CaseworkError):
    """A deputy without the role that the law names."""

    zh = "“{step}”须由{role}本人办理（{basis}）；代理人不具有该身份，不能代签"
    en = "“{step_en}” is for the {role_en} ({basis_en}); the deputy does not hold that role and cannot sign"
    remedy_zh = "等待本人返岗，或者由机关负责人在“离岗与值班”另行指定具有该身份的代理人"
    remedy_en = "wait for the person, or let the agency head name a deputy who holds the role under «Absences and duty»"


class SeatWantsRole(CaseworkError):
    """A box for which the law names a role would be filled by somebody without it."""

    zh = "“{step}”的{office}栏须由{role}签署（{basis}），{officer}不具有该身份"
    en = "the box “{office_en}” of “{step_en}” is for the {role_en} ({basis_en}); {officer} does not hold that role"
    remedy_zh = "改选具有该身份的人员；应当具有而未登记的，由安全管理员授予角色"
    remedy_en = "choose somebody who holds it; where it only is not entered, the security administrator grants the role"
