"""What this system holds of what another one lists: the facts by the number that both know it by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from plumbline.apps.casework.queries import cases_of_organ
from plumbline.apps.exchange.export import facts_of, names_of
from plumbline.apps.exchange.suppliers import Supplier
from plumbline.apps.people.queries import certificates_in
from plumbline.core.authority.access import Visible
from plumbline.core.layouts.layout import FactValue
from plumbline.core.layouts.mirrored import CERTIFICATES, Compared
from plumbline.core.layouts.placing import PLACINGS

Facts = Mapping[str, FactValue]
_PAGE: Final = 500


def here_of(compared: Compared, source: Supplier) -> dict[str, Facts]:
    """By number: certificates of the source's division, decisions of its organ."""
    reading = _BY_ACT.get(compared.layout.act, _decisions)
    return {str(facts[compared.key]): facts for facts in reading(compared, source) if compared.key in facts}


def _certificates(_compared: Compared, source: Supplier) -> Iterator[Facts]:
    for officer, one in certificates_in(Visible(divisions=(source.division,))):
        state = "ended" if one.ended else "suspended" if one.suspended else "valid"
        told: dict[str, FactValue] = {
            "certificate_no": one.number,
            "officer_name": officer.name,
            "officer_no": officer.code,
            "organ_no": officer.organ,
            "issuer": one.issuer,
            "valid_from": one.first_day,
            "valid_until": one.last_day,
            "certificate_state": state,
        }
        yield told


def _decisions(compared: Compared, source: Supplier) -> Iterator[Facts]:
    names, procedure = names_of(source.organ), PLACINGS[compared.layout.act].procedure
    after: str | None = ""
    while after is not None:
        cases = cases_of_organ(source.organ, procedure, after, _PAGE)
        for case in cases:
            if (facts := facts_of(compared.layout, case, names)) is not None:
                yield facts
        after = cases[-1] if len(cases) == _PAGE else None


_BY_ACT: Final[Mapping[str, Callable[[Compared, Supplier], Iterator[Facts]]]] = MappingProxyType(
    {CERTIFICATES.act: _certificates}
)
