"""What can be wrong with an act or a case before any rule is asked.

CaseError (PlumblineError)
├── NotOpened        the records of a case do not begin with its opening
├── UnknownStep      the procedure has no such step
├── ValueUnreadable  a field's value does not have the field's type
└── ActRefused       an act that may not be done now, with every reason
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plumbline.core.errors import Language, PlumblineError

if TYPE_CHECKING:
    from plumbline.core.cases.hindrance import Hindrance


class CaseError(PlumblineError):
    """Root of what can be wrong with a case or an act."""


class NotOpened(CaseError):
    """The records of a case do not begin with its opening."""

    zh = "案件 {case} 没有立卷记录"
    en = "the case {case} does not begin with its opening"
    remedy_zh = "先立卷，再办理"
    remedy_en = "open the case first"


class UnknownStep(CaseError):
    """The procedure has no such step."""

    zh = "程序“{procedure}”没有环节“{step}”"
    en = "the procedure “{procedure}” has no step “{step}”"


class ValueUnreadable(CaseError):
    """A field's value does not have the field's type; `field` is its name, `problem_zh` and `problem_en` say why."""

    zh = "“{title}”的值“{value}”无法使用：{problem_zh}"
    en = "“{title}” cannot be “{value}”: {problem_en}"


class ActRefused(CaseError):
    """An act that may not be done now. `hindrances` are the reasons, the one to mend first first."""

    zh = "不能办理“{title}”：{first_zh}"
    en = "cannot do “{title}”: {first_en}"

    def __init__(self, *, title: str, hindrances: tuple[Hindrance, ...]) -> None:
        first = hindrances[0]
        super().__init__(
            title=title, hindrances=hindrances, first_zh=first.says("zh"), first_en=first.says("en")
        )

    @property
    def reasons(self) -> tuple[Hindrance, ...]:
        """Every reason."""
        found = self.data["hindrances"]
        assert isinstance(found, tuple)
        return found

    def remedy(self, language: Language = "zh") -> str | None:
        """What the first reason asks for."""
        return self.reasons[0].way_out(language)
