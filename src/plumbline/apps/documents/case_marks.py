"""What stands in the register where the case of a number would: the number was set aside, or used outside."""

from __future__ import annotations

from typing import Final

SET_ASIDE: Final = "field:"
"""Before an officer's number: set aside for papers made in the field."""
OUTSIDE: Final = "outside:"
"""Before the reason: used on paper or in another system, before the register began or beside it."""
