"""Counts in the file are there for others, whoever else writes it at the same time."""

from __future__ import annotations

from pathlib import Path

from plumbline.apps.figures.kept_counts import Basis, KeptCounts
from plumbline.core.indicators.figure import Counted


def basis(indicator: str) -> Basis:
    return ("packs", indicator, "penalty.ordinary", ("part",), (1, 2), "all")


def test_two_processes_of_one_number_may_write_at_once(tmp_path: Path, monkeypatch) -> None:
    """Each container counts its processes from one on: a web worker and a worker of tasks may bear the same number."""
    file, current = tmp_path / "counts.json", {"penalty.ordinary": ["part"]}
    first, second = KeptCounts(), KeptCounts()
    for held, name in ((first, "a"), (second, "b")):
        held.add(basis(name), (Counted(name, "organ", "", 1, 1, 0),))
    replace, begun = Path.replace, list[Path]()

    def slowly(waiting: Path, to: Path) -> Path:
        begun.append(waiting)
        if len(begun) == 1:
            second.save(file, [basis("b")], current)
        return replace(waiting, to)

    monkeypatch.setattr(Path, "replace", slowly)
    first.save(file, [basis("a")], current)
    assert KeptCounts().of(basis("a"), file) == (Counted("a", "organ", "", 1, 1, 0),)
    assert [one.name for one in tmp_path.iterdir()] == ["counts.json"]
