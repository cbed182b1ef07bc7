"""What is generated from packs and loader: JSON Schema, step diagrams, manual pages, coverage. See `generated.py`."""

from __future__ import annotations

import json
from pathlib import Path

from plumbline.core.layouts.catalogue import table as layouts_table
from plumbline.core.layouts.placing import PLACINGS
from plumbline.core.procedures.coverage import read_coverage, table
from plumbline.core.procedures.diagram import diagram
from plumbline.core.procedures.kept_packs import kept_packs
from plumbline.core.procedures.manual import NOTE, manual
from plumbline.core.procedures.schemas import SCHEMAS

PACKS = Path(__file__).resolve().parent.parent / "packs"


def schema_files() -> dict[str, str]:
    """packs/schema/: one schema a kind of pack file."""
    return {
        f"{name}.json": json.dumps(make(), ensure_ascii=False, indent=2) + "\n"
        for name, make in SCHEMAS.items()
    }


def procedure_pages() -> dict[str, str]:
    """docs/reference/procedures/: a manual page and a step diagram for each procedure, and an index."""
    packs = kept_packs(PACKS)
    pages: dict[str, str] = {}
    index = [NOTE, "# 程序 Procedures", "", "| 程序 | 名称 | 规则 rules |", "|---|---|---|"]
    for id in packs.ids:
        procedure = packs.procedure(id)
        layers = [packs.procedure(id, p.field, p.division) for p in packs.layers_of_any(id)]
        pages[f"{id}.svg"] = diagram(procedure)
        pages[f"{id}.md"] = manual(procedure, layers, f"{id}.svg")
        own = sum(1 for p in layers for rule in p.rules if rule.layer == p.layers[-1])
        title = f"{procedure.title} {procedure.english}"
        index.append(f"| [`{id}`]({id}.md) | {title} | {len(procedure.rules)}{f' + {own}' if own else ''} |")
    pages["README.md"] = "\n".join(index) + "\n"
    return pages


def coverage_page() -> str:
    """docs/reference/law-coverage.md: which rows of the law facts are encoded, by section."""
    file = PACKS / "coverage.yaml"
    return table(read_coverage(file.read_text("utf-8"), file.name, kept_packs(PACKS)))


def layouts_page() -> str:
    """docs/reference/exchange-layouts.md: columns of the exchange layouts, and what they cannot carry."""
    packs = kept_packs(PACKS)
    return layouts_table({one.procedure: packs.procedure(one.procedure) for one in PLACINGS.values()})
