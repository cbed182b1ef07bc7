"""What the registers cite: the bases of benchmarks, powers, leniency, lists and service matters that stand."""

from __future__ import annotations

from collections.abc import Iterator

from plumbline.apps.pack_store.site_citations import Writing
from plumbline.apps.people.queries.entries import every
from plumbline.core.authority.access import Visible
from plumbline.core.registers.register import REGISTERS


def registers() -> Iterator[Writing]:
    """Each field of bases of each entry that has not ended."""
    for register in REGISTERS:
        if register == "account":
            continue
        for entry in every(register, Visible(everything=True), ended=False):
            for name, value in entry.values.items():
                if name.endswith("_basis") and value:
                    yield Writing(register, entry.code, entry.organ, str(value))
