"""What can be wrong with an act on a finding.

FindingError (InputError)
├── FindingUnknown   there is no such finding
├── DigestUnknown    no digest was made of that organ and week
├── CampaignUnknown  there is no such campaign, or none of its units may be seen
├── NotOpen          it is closed, or an excuse waits already
├── ExcuseUnknown    nobody proposed to explain it away
├── SamePerson       one person proposed and would confirm
└── WordsMissing     no reason was given
"""

from __future__ import annotations

from plumbline.core.errors import InputError


class FindingError(InputError):
    """An act on a finding that cannot be done."""


class FindingUnknown(FindingError):
    """There is no such finding."""

    zh = "没有这个问题：{finding}"
    en = "there is no such finding: {finding}"
    remedy_zh = "从问题清单重新打开"
    remedy_en = "open it again from the list of findings"


class DigestUnknown(FindingError):
    """No digest was made of that organ and week."""

    zh = "没有 {organ} 这一周的周报"
    en = "there is no digest of {organ} for that week"
    remedy_zh = "从周报清单重新打开"
    remedy_en = "open it again from the list of digests"


class CampaignUnknown(FindingError):
    """There is no such campaign, or the person may see none of its units."""

    zh = "没有这次监督检查：{named}"
    en = "there is no such campaign: {named}"
    remedy_zh = "从监督检查清单重新打开"
    remedy_en = "open it again from the list of campaigns"


class NotOpen(FindingError):
    """The finding is closed, or a proposal waits already."""

    zh = "该问题已关闭，或者已有说明待复核"
    en = "the finding is closed, or an explanation already waits to be confirmed"
    remedy_zh = "刷新页面，查看当前状态"
    remedy_en = "reload the page and look where it stands"


class ExcuseUnknown(FindingError):
    """Nobody proposed to explain it away."""

    zh = "没有待复核的说明"
    en = "no explanation waits to be confirmed"
    remedy_zh = "先由一名监督人员提出说明并写明理由"
    remedy_en = "a supervisor must first propose one, with the reason"


class SamePerson(FindingError):
    """Two people are needed, and this is the first one again."""

    zh = "提出说明的人不能自己复核"
    en = "who proposed the explanation cannot confirm it"
    remedy_zh = "由另一名监督人员登录后复核"
    remedy_en = "another supervisor must sign in and confirm it"


class WordsMissing(FindingError):
    """No reason was given."""

    zh = "没有写明理由"
    en = "the reason is missing"
    remedy_zh = "写明事实和依据，至少 5 个字"
    remedy_en = "state facts and ground, at least five characters"
