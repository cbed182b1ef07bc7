"""What the public may send, each with its procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from plumbline.core.authority.role import Role


@dataclass(frozen=True, slots=True)
class Service:
    """`role`: whose part the door takes it for; `cause` names the case and holds no words of the sender."""

    key: str
    procedure: str
    role: Role
    cause: str
    to_supervisor: bool
    """The case belongs to the supervising organ, not to the organ that is named."""
    by_code: bool = False
    """It is let in by a code that was handed out, and the code names the organ."""
    answers: tuple[str, ...] = ()
    """Fields of the first act that its sender answers, beside what is personal."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Fields of the first act that are as they are for whatever comes in this way."""


SERVICES: Final = {
    one.key: one
    for one in (
        Service("complaint", "complaint", Role.SUPERVISOR, "行政执法投诉举报", to_supervisor=True),
        Service("suggestion", "suggestion", Role.OFFICER, "意见建议", to_supervisor=False),
        Service(
            "information",
            "information.request",
            Role.OFFICER,
            "政府信息公开申请",
            to_supervisor=False,
            answers=("form_wanted",),
            fixed={"channel": "online"},
        ),
        Service(
            "rating",
            "inspection.rating",
            Role.SUPERVISOR,
            "检查后评价",
            to_supervisor=True,
            by_code=True,
            answers=("overall", "certificate_shown", "reason_told", "result_told", "something_asked"),
        ),
        Service(
            "service-rating",
            "service.rating",
            Role.RULE_OF_LAW_OFFICE,
            "政务服务好差评",
            to_supervisor=True,
            by_code=True,
            answers=("grade", "gaps_told_once", "promise_kept"),
        ),
    )
}
SERVED: Final = "service-rating"
RATED: Final[Mapping[str, tuple[str, str]]] = {
    "inspection": ("inspect", "rating"),
    "service.application": ("finish", SERVED),
}
"""What is rated by a code: after which act it is handed out, and to which service it lets in."""
PROCEDURES: Final = frozenset(one.procedure for one in SERVICES.values())
