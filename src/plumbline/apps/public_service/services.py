"""What the public may send, each with its procedure."""

from __future__ import annotations

from dataclasses import dataclass
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


SERVICES: Final = {
    one.key: one
    for one in (
        Service("complaint", "complaint", Role.SUPERVISOR, "行政执法投诉举报", to_supervisor=True),
        Service("suggestion", "suggestion", Role.OFFICER, "意见建议", to_supervisor=False),
    )
}
