"""The fixed figures of a yearly report: what each came to, and by what it can be counted again.

They stand in the record that fixes them: `{year, leaf, figures: {key: …}}`. A counted figure says how many rows it has
and the hash of them; a reckoned one says how, and of which other fixed figures. The rows themselves are files of that
record, `figures.csv`, `figures-2.csv`, …: CSV with the columns `figure, record, leaf, value`, in order over all parts.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import io
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

from plumbline.core.errors import InputError
from plumbline.core.ledger.canonical import Json

COLUMNS: Final = ("figure", "record", "leaf", "value")
UNKNOWN: Final = "—"
"""How a figure is written that could not be reckoned, or that nobody submitted."""
ROWS_FILE: Final = "figures.csv"
"""The first file of rows."""
PART_BYTES: Final = 5_000_000
"""Bytes of one file of rows; a plain text of more is not taken in. Ten million rows are some 130 parts."""
_PART: Final = re.compile(r"figures(?:-([2-9]|[1-9]\d{1,4}))?\.csv")
_OPERATORS: Final[dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FiguresUnreadable(InputError):
    """What stands in the record, or in its file, is no set of fixed figures."""

    zh = "核定的数据无法读取：{problem}"
    en = "the fixed figures cannot be read: {problem}"
    remedy_zh = "请向编写单位索取原始文件"
    remedy_en = "ask whoever made the report for the file as it was made"


@dataclass(frozen=True, slots=True)
class FixedRow:
    """One record that a figure counts: where it lies in the log, and what it adds."""

    figure: str
    record: str
    leaf: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class FixedFigure:
    """`value` None: it could not be reckoned. `written` is how the text shows it. `reckoned` is empty for a count."""

    key: str
    value: Decimal | None
    written: str
    unit: str
    title: str = ""
    rows: int = 0
    digest: str = ""
    reckoned: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fixed:
    """All of them; counted over the records up to `leaf`."""

    year: int
    leaf: int
    figures: Mapping[str, FixedFigure]
    text: str = ""
    """The hash of the words whose figures these are (`text_digest`)."""

    def json(self) -> dict[str, Json]:
        """As the record holds them."""
        return {
            "year": self.year,
            "leaf": self.leaf,
            "text": self.text,
            "figures": {key: _written(one) for key, one in sorted(self.figures.items())},
        }


def _written(one: FixedFigure) -> dict[str, Json]:
    told: dict[str, Json] = {
        "value": None if one.value is None else f"{one.value:f}",
        "written": one.written,
        "unit": one.unit,
        "title": one.title,
    }
    if one.reckoned:
        return {**told, "reckoned": one.reckoned, "of": list(one.of)}
    return {**told, "rows": one.rows, "digest": one.digest}


def read_fixed(said: object) -> Fixed:
    """The fixed figures of a record; raises FiguresUnreadable."""
    try:
        whole: Any = said
        figures = {str(key): _figure(str(key), one) for key, one in whole["figures"].items()}
        return Fixed(int(whole["year"]), int(whole["leaf"]), figures, str(whole["text"]))
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise FiguresUnreadable(problem=repr(error)) from None


def _figure(key: str, one: Any) -> FixedFigure:
    value = None if one["value"] is None else Decimal(one["value"])
    return FixedFigure(
        key, value, str(one["written"]), str(one["unit"]), str(one["title"]), int(one.get("rows", 0)),
        str(one.get("digest", "")), str(one.get("reckoned", "")), tuple(map(str, one.get("of", ()))),
    )  # fmt: skip


def written_number(value: Decimal, unit: str) -> str:
    """A number as running text writes it: no separators, no needless zeros, a share with its sign.

    >>> written_number(Decimal("9.720000"), "%")
    '9.72%'
    """
    text = f"{tidy(value):f}"
    return f"{text}%" if unit == "%" else text


def tidy(value: Decimal) -> Decimal:
    """The same number without needless zeros: what the engine gives with six decimals is written as it is."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def text_digest(words: Mapping[str, str]) -> str:
    """The hash of a report's words, by section."""
    told = "".join(f"{id}\n{text}\n" for id, text in sorted(words.items()))
    return "sha256:" + hashlib.sha256(told.encode()).hexdigest()


def in_order(rows: Iterable[FixedRow]) -> list[FixedRow]:
    """Rows as a file holds them: by figure, then as they lie in the log."""
    return sorted(rows, key=lambda one: (one.figure, one.leaf, one.record))


def digest_of(rows: Iterable[FixedRow]) -> str:
    """The hash of one figure's rows, in their order."""
    hash = hashlib.sha256()
    for one in rows:
        hash.update(f"{one.record},{one.leaf},{one.value:f}\n".encode())
    return f"sha256:{hash.hexdigest()}"


def part_name(number: int) -> str:
    """The name of a file of rows, counted from 1."""
    return ROWS_FILE if number == 1 else f"figures-{number}.csv"


def part_number(name: str) -> int:
    """Which file of rows a name is, counted from 1; 0: none."""
    found = _PART.fullmatch(name)
    return int(found[1] or 1) if found else 0


def line_of(row: FixedRow) -> bytes:
    """A row as a line of a file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow((row.figure, row.record, row.leaf, f"{row.value:f}"))
    return out.getvalue().encode()


def write_parts(lines: Iterable[bytes], most: int = PART_BYTES) -> Iterator[bytes]:
    """The files of rows, each of at most `most` bytes and with its head; `lines` are those of `line_of`, in order."""
    head = (",".join(COLUMNS) + "\n").encode()
    part, size, begun = [head], len(head), False
    for line in lines:
        if begun and size + len(line) > most:
            yield b"".join(part)
            part, size = [head], len(head)
        part.append(line)
        size, begun = size + len(line), True
    yield b"".join(part)


def read_rows(data: bytes) -> Iterator[FixedRow]:
    """The rows of a file; raises FiguresUnreadable."""
    try:
        lines = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
        if tuple(next(lines, ())) != COLUMNS:
            raise FiguresUnreadable(problem="columns")
        for number, (figure, record, leaf, value) in enumerate(lines, 2):
            if not leaf.isdecimal():
                raise FiguresUnreadable(problem=f"line {number}")
            yield FixedRow(figure, record, int(leaf), Decimal(value))
    except (UnicodeDecodeError, ValueError, InvalidOperation, csv.Error) as error:
        raise FiguresUnreadable(problem=repr(error)) from None


def reckon(one: FixedFigure, figures: Mapping[str, FixedFigure]) -> Decimal | None:
    """What a reckoned figure comes to from those it names, with its own decimals; None: a base of nothing.

    Raises FiguresUnreadable where it names what is not fixed, or is no arithmetic.
    """
    names = {_name(key): key for key in one.of}
    try:
        tree = ast.parse(_named(one.reckoned, one.of), mode="eval").body
    except SyntaxError:
        raise FiguresUnreadable(problem=one.reckoned) from None
    value = _value(tree, names, figures)
    if value is None or one.value is None:
        return value
    return value.quantize(Decimal(1).scaleb(int(one.value.as_tuple().exponent)), ROUND_HALF_UP)


def _name(key: str) -> str:
    return key.replace(":", "__of__").replace("@", "__in__")


def _named(text: str, of: Iterable[str]) -> str:
    for key in sorted(of, key=len, reverse=True):
        text = text.replace(key, _name(key))
    return text


def _value(node: ast.expr, names: Mapping[str, str], figures: Mapping[str, FixedFigure]) -> Decimal | None:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Decimal(str(number))
        case ast.Name(id=name) if names.get(name) in figures:
            return figures[names[name]].value
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            a, b = _value(left, names, figures), _value(right, names, figures)
            if a is None or b is None or (isinstance(op, ast.Div) and b == 0):
                return None
            return _OPERATORS[type(op)](a, b)
        case _:
            raise FiguresUnreadable(problem=ast.unparse(node))
