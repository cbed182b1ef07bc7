"""Who was qualified on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate valid from `from_day` to `to_day`, both included, days in the pack's zone."""

    from_day: int
    to_day: int


@dataclass(frozen=True, slots=True)
class OfficerRegister:
    """Certificates by officer. An officer without an entry is unknown; an empty entry is known to have none.

    `closed`: every officer not listed is known to be qualified (the short form of worked examples).
    """

    certificates: Mapping[str, tuple[Certificate, ...]]
    closed: bool = False

    def qualified(self, officer: str, day: int) -> bool | None:
        """Whether the officer held a valid certificate that day (处罚法 §42); None if the officer is unknown."""
        held = self.certificates.get(officer)
        if held is None:
            return True if self.closed else None
        for certificate in held:  # noqa: SIM110 - most have one, and this is asked for every officer of every act
            if certificate.from_day <= day <= certificate.to_day:
                return True
        return False


UNKNOWN_OFFICERS = OfficerRegister({})
