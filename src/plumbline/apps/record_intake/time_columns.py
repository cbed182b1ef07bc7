"""The columns of times of one source: each has one format, given or found in its first values."""

from __future__ import annotations

from datetime import tzinfo

import pyarrow as pa
import pyarrow.compute as pc

from plumbline.apps.record_intake.dates import (
    AmbiguousFormat,
    Moment,
    MomentReader,
    find_format,
    fits_another,
    reader_of,
)
from plumbline.apps.record_intake.errors import AmbiguousDates
from plumbline.apps.record_intake.mapping import ColumnUse
from plumbline.apps.record_intake.rows import Fault, Reason, shorten
from plumbline.apps.record_intake.values import Parse
from plumbline.core.vocabulary import ValueType

_SAMPLE = 2_000


class TimeColumns:
    """Finds, keeps and applies the format of each column."""

    def __init__(self, file: str, zone: tzinfo) -> None:
        self._file, self._zone = file, zone
        self.formats: dict[str, str] = {}

    def parser(self, use: ColumnUse, column: pa.Array) -> Parse:
        """The parser of a column; the first batch that holds a date fixes its format. Raises `AmbiguousDates`."""
        form = use.format or self.formats.get(use.column)
        if form is None:
            sample = _sample(column)
            try:
                form = find_format(sample)
            except AmbiguousFormat:
                raise AmbiguousDates(
                    file=self._file, column=use.column, sample=shorten(sample[0], 40)
                ) from None
            if form is not None:
                self.formats[use.column] = form
        return self._parser(form)

    def parser_for(self, kind: ValueType, use: ColumnUse, column: pa.Array) -> Parse:
        """The parser of a column whose values are of this type; only one of dates or times is looked at."""
        return self.parser(use, column) if kind in (ValueType.DATE, ValueType.INSTANT) else self.loose()

    def loose(self) -> Parse:
        """A parser for times written inside a list or a mapping file: ISO."""
        return self._parser("iso")

    def _parser(self, form: str | None) -> Parse:
        if form is None:
            return lambda text: Fault(Reason.UNREADABLE_DATE, value=shorten(text, 40))
        reader = MomentReader(reader_of(form), self._zone)

        def parse(text: str) -> Moment | Fault:
            try:
                return reader.moment(text)
            except (ValueError, OverflowError):
                mixed = fits_another(text, form)
                reason = Reason.MIXED_DATES if mixed else Reason.UNREADABLE_DATE
                return Fault(reason, value=shorten(text, 40), detail=form)

        return parse


def _sample(column: pa.Array) -> list[str]:
    """The first values that say something."""
    written = column.filter(pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False))
    return [text.strip() for text in written[:_SAMPLE].to_pylist()]
