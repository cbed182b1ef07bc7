"""What can go wrong at the release desk, beside what the packs' rules refuse.

ReleaseError (PlumblineError)
├── NeverPublished     the law keeps this decision from the public
├── NothingToPublish   the case has no decision that the law wants published
├── ReleaseThere       the decision has a release already
├── DisplayEnded       the decision was public for its term, or its credit was repaired
├── NoPaper            the decision's paper is not held, so there is no text to publish
├── Classified         the text bears a classification mark
├── SamePerson         the second person is the one who took the text out
├── NotYet             the release has not come so far
├── SpeaksOfPersons    a reason that is to be public names a person or holds a number
└── TextMoved          the text or its proposals are not those that were looked at
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class ReleaseError(PlumblineError):
    """Root of what can go wrong at the release desk."""


class NeverPublished(ReleaseError):
    """The law keeps this decision from the public."""

    zh = "案件 {number} 的决定不得公示：{says_zh}（{basis}）"
    en = "the decision of case {number} is not published: {says_en} ({basis})"
    remedy_zh = "不办理公示；有疑问的，报法制审核机构"
    remedy_en = "do not publish it; ask the legal reviewers where in doubt"


class NothingToPublish(ReleaseError):
    """The case has no decision that the law wants published."""

    zh = "案件 {number} 没有应当公示的执法决定"
    en = "the case {number} has no decision to be published"


class ReleaseThere(ReleaseError):
    """The decision has a release already."""

    zh = "案件 {number} 的决定已经在办理公示"
    en = "the decision of case {number} has a release already"
    remedy_zh = "在公示列表中打开继续办理"
    remedy_en = "open it in the list of releases"


class DisplayEnded(ReleaseError):
    """The decision was public for its term, or its credit was repaired: it is not shown a second time."""

    zh = "案件 {number} 的决定已停止公示，不得再次公示"
    en = "the display of the decision of case {number} has ended; it is not published again"
    remedy_zh = "停止公示有误的，先在公示案件中更正该停止公示的记录"
    remedy_en = "where the end was entered by mistake, correct that record in the case of the publication"


class NoPaper(ReleaseError):
    """The decision's paper is not held, so there is no text to publish."""

    zh = "案件 {number} 没有可以公示的决定书文本（{papers}）"
    en = "case {number} holds no text of the decision ({papers})"
    remedy_zh = "先在作出决定的记录中制作决定书，或者更正该记录"
    remedy_en = "make the paper with the record of the decision, or correct that record"


class Classified(ReleaseError):
    """The text bears a classification mark."""

    zh = "文本带有密级标志“{mark}”，已经停止，内容未保存"
    en = "the text bears the classification mark “{mark}”; nothing was kept"
    remedy_zh = "涉密不得上传。按保密规定处理该文件，不得在本系统办理公示"
    remedy_en = "classified matter must not enter; handle the paper under the rules on secrecy"


class SamePerson(ReleaseError):
    """The second person is the one who took the text out."""

    zh = "保密审查应当由采集人以外的人办理"
    en = "the secrecy review is done by somebody other than who took the text out"
    remedy_zh = "由本机关另一名人员登录办理"
    remedy_en = "another person of the organ signs in and does it"


class NotYet(ReleaseError):
    """The release has not come so far."""

    zh = "公示办理尚未到这一环节"
    en = "the release has not come so far"
    remedy_zh = "按页面所列环节依次办理"
    remedy_en = "do what the page lists first"


class SpeaksOfPersons(ReleaseError):
    """A reason that is to be public names a person or holds somebody's number."""

    zh = "理由将向社会公开，其中“{words}”像是姓名、号码或者住址"
    en = "the reason is public, and “{words}” in it looks like a name, a number or an address"
    remedy_zh = "只写决定被撤销、变更的文书和结论，不写当事人以外的个人信息"
    remedy_en = "name the paper and its result, and nobody's data"


class TextMoved(ReleaseError):
    """The text or its proposals are not those that were looked at."""

    zh = "文本或者识别结果在您查看之后有变化，请重新核对"
    en = "the text or its proposals changed since you looked; check them again"
