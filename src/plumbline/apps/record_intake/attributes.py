"""Facts of cases from columns of a source or from constants of its mapping."""

from __future__ import annotations

import pyarrow as pa

from plumbline.apps.record_intake import values
from plumbline.apps.record_intake.errors import ConstantUnreadable
from plumbline.apps.record_intake.mapping import CASE_PREFIX, ColumnUse, Constant
from plumbline.apps.record_intake.parsing import ColumnParser, parsed_value
from plumbline.apps.record_intake.rows import Fault, RawBatch, RowFault, Source
from plumbline.apps.record_intake.target import Target
from plumbline.apps.record_intake.time_columns import TimeColumns
from plumbline.core.facts.record_batch import arrow_type
from plumbline.core.vocabulary import HEADER


def attribute(
    parser: ColumnParser, target: Target, times: TimeColumns, name: str, use: ColumnUse | Constant
) -> pa.Array:
    """The column of one fact. Raises `ConstantUnreadable` for a constant of the wrong type."""
    kind, options = target.attributes[name], target.attribute_choices.get(name)
    if isinstance(use, Constant):
        found = parsed_value(use.value, values.parser_of(kind, ColumnUse("").factor, times.loose()))
        if isinstance(found, Fault) or (options and found not in options):
            wanted = ", ".join(sorted(options)) if options else str(kind)
            raise ConstantUnreadable(name=name, value=use.value, wanted=wanted)
        return pa.array([found] * parser.size, arrow_type(kind))
    moment = times.parser_for(kind, use, parser.batch.columns[use.column])
    parsed, indices = parser.spread(use, values.parser_of(kind, use.factor, moment))
    if options:
        parser.check_options(use.column, options, parsed, indices)
    return pa.array(parsed, arrow_type(kind)).take(indices)


def column_name(attribute_name: str) -> str:
    """The column of a fact in the case table."""
    return attribute_name if attribute_name in HEADER else f"a_{attribute_name}"


class CaseTranslator:
    """Translates a table of cases (`case_id` and one column a fact) for one procedure."""

    def __init__(self, target: Target, source: Source) -> None:
        self._target = target
        self._times = TimeColumns(source.name, target.zone)
        self.facts: set[str] = set()

    def translate(self, batch: RawBatch) -> tuple[pa.Table, list[RowFault]]:
        """Facts of cases, and the rows set aside."""
        parser = ColumnParser(batch)
        case_ids = parser.column(ColumnUse("case_id"), lambda text: text, pa.string(), None)
        parser.note_empty(case_ids, "case_id")
        columns = {"case_id": case_ids}
        for name in self._target.attributes:
            column = next((c for c in (name, f"{CASE_PREFIX}{name}") if c in batch.columns), None)
            if column is not None:
                columns[column_name(name)] = attribute(
                    parser, self._target, self._times, name, ColumnUse(column)
                )
                self.facts.add(name)
        return pa.table(columns).filter(pa.array(parser.good())), parser.row_faults()
