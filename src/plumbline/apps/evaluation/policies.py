"""Who calls and closes an evaluation, who takes part. Casting asks for nobody: a ballot is its own right."""

from typing import Final

from plumbline.core.authority.access import access, public
from plumbline.core.authority.role import CASE_ROLES, Role

HOLD: Final = access("组织民主测评", "hold an evaluation", district=(Role.RULE_OF_LAW_OFFICE,))
TAKE_PART: Final = access(
    "参加民主测评", "take part in an evaluation", self_only=CASE_ROLES - {Role.GROUP_GUEST}
)
CAST: Final = public("投出测评选票", "cast a ballot")
