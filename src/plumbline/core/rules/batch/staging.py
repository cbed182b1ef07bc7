"""A query in stages: what several columns use is a column of a stage below, computed once and named.

Expressions of rules are trees that share much. Written out as one selection each shared part stands there again and
again: hundreds of kilobytes that an engine must read before it judges the first row. Only truths, days and codes
become columns of a stage: an amount is guarded by the condition around it, and would be computed without it here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import ibis
import ibis.expr.operations as ops
import ibis.expr.types as ir

_LEAST: Final = 3
"""Operations in an expression that is worth a column."""
_DAY_BYTES: Final = 4
"""Days, counts and codes; wider numbers may be amounts."""
_COLUMN: Final = "stage."


def staged_sql(table: ir.Table, columns: Mapping[str, Any]) -> str:
    """DuckDB's SQL of the named columns over a table, in selections one upon the other."""
    roots = {name: column.op() for name, column in columns.items()}
    order = list(_in_order(roots.values()))
    shared = _shared(order, roots.values())
    heights = _heights(order, shared)
    names = {node: f"{_COLUMN}{number}" for number, node in enumerate(shared)}
    top = max((heights[n] for n in shared), default=0)
    made = [[n for n in shared if heights[n] == height] for height in range(1, top + 1)]
    read = [_read([part for node in nodes for part in _parts(node)], names) for nodes in made]
    read.append(_read(roots.values(), names))
    stage, stages = table, list[str]()
    for height, nodes in enumerate(made):
        write = _Writer(stage, names)
        own = {names[n]: write.made(n).to_expr() for n in nodes}
        later = set[str]().union(*read[height + 1 :])
        step = stage.select(**{n: stage[n] for n in stage.columns if n in later}, **own)
        stages.append(f"stage{height} AS NOT MATERIALIZED ({_sql(step)})")
        stage = ibis.table(step.schema(), name=f"stage{height}")
    write = _Writer(stage, names)
    query = _sql(stage.select(**{name: write(node).to_expr() for name, node in roots.items()}))
    return f"WITH {', '.join(stages)} {query}" if stages else query


def _sql(table: ir.Table) -> str:
    return str(ibis.to_sql(table, dialect="duckdb", pretty=False))


def _read(nodes: Iterable[Any], names: Mapping[Any, str]) -> set[str]:
    """The columns of the stage below that some expressions read."""
    found: set[str] = set()
    seen: set[Any] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        if node in names:
            found.add(names[node])
        elif isinstance(node, ops.Field):
            found.add(node.name)
        else:
            waiting += _parts(node)
    return found


class _Writer:
    """Writes expressions anew over a stage, with its columns for the parts that it holds."""

    def __init__(self, stage: ir.Table, held: Mapping[Any, str]) -> None:
        self._stage = stage.op()
        self._held = held
        self._known: dict[Any, Any] = {}

    def __call__(self, node: Any) -> Any:
        """The node over the stage."""
        made = self._known.get(node)
        if made is None:
            made = self._known[node] = self._make(node)
        return made

    def _make(self, node: Any) -> Any:
        if node in self._held:
            return ops.Field(self._stage, self._held[node])
        if isinstance(node, ops.Field):
            return ops.Field(self._stage, node.name)
        return self.made(node)

    def made(self, node: Any) -> Any:
        """What the operation does, over the stage."""
        if not node.__children__:
            return node
        return node.__recreate__(
            {name: self._part(part) for name, part in zip(node.__argnames__, node.__args__, strict=True)}
        )

    def _part(self, part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(self._part(one) for one in part)
        return self(part) if isinstance(part, ops.Value) else part


def _parts(node: Any) -> list[Any]:
    return [] if isinstance(node, ops.Field) else [c for c in node.__children__ if isinstance(c, ops.Value)]


def _in_order(roots: Any) -> Iterator[Any]:
    """Every different operation once, after its parts."""
    seen: set[Any] = set()
    for root in roots:
        waiting = [(root, False)]
        while waiting:
            node, ready = waiting.pop()
            if ready:
                yield node
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting.extend((part, False) for part in _parts(node))


def _shared(order: list[Any], roots: Any) -> list[Any]:
    """The operations that are used more than once and may be columns, parts first."""
    uses: dict[Any, int] = {}
    for node in (*roots, *(part for n in order for part in _parts(n))):
        uses[node] = uses.get(node, 0) + 1
    size: dict[Any, int] = {}
    found = []
    for node in order:
        size[node] = (
            0 if isinstance(node, ops.Field | ops.Literal) else 1 + sum(size[p] for p in _parts(node))
        )
        if uses[node] > 1 and size[node] >= _LEAST and _may_stand_alone(node.dtype):
            found.append(node)
            size[node] = 0
    return found


def _may_stand_alone(kind: Any) -> bool:
    return bool(kind.is_boolean() or (kind.is_integer() and kind.nbytes <= _DAY_BYTES))


def _heights(order: list[Any], shared: list[Any]) -> dict[Any, int]:
    """The stage of each operation: above those of all its parts."""
    own = set(shared)
    heights: dict[Any, int] = {}
    for node in order:
        below = max((heights[part] for part in _parts(node)), default=0)
        heights[node] = below + 1 if node in own else below
    return heights
