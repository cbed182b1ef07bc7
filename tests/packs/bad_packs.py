"""Bad packs as data: each file of `bad/` says how to break the sound pack in `bad/base`, and what is then said."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plumbline.core.data_file.errors import PackError, PackErrors
from plumbline.core.procedures.pack_set import load_packs

BAD = Path(__file__).parent / "bad"
BASE = BAD / "base"


@dataclass(frozen=True)
class Change:
    """Replace `old` by `new` in a file; without `old` the whole file; or save it in another encoding, or copy it."""

    file: str
    old: str | None
    new: str
    encoding: str = "utf-8"
    copy_of: str | None = None

    def make(self, root: Path) -> None:
        target = root / self.file
        if self.copy_of is not None:
            target.parent.mkdir(parents=True)
            shutil.copyfile(root / self.copy_of, target)
            return
        text = target.read_text("utf-8")
        if self.old is not None:
            assert self.old in text, f"{self.file} does not hold {self.old!r}"
            text = text.replace(self.old, self.new, 1)
        elif self.encoding == "utf-8":
            text = self.new
        target.write_bytes(text.encode(self.encoding))


@dataclass(frozen=True)
class BadPack:
    name: str
    changes: tuple[Change, ...]
    expect: list[dict[str, Any]]


def bad_packs() -> list[BadPack]:
    return [_read(path) for path in sorted(BAD.glob("*.yaml"))]


def _read(path: Path) -> BadPack:
    data = yaml.safe_load(path.read_text("utf-8"))
    changes = tuple(
        Change(c["file"], c.get("old"), c.get("new", ""), c.get("encoding", "utf-8"), c.get("copy_of"))
        for c in data["changes"]
    )
    return BadPack(path.stem, changes, data["expect"])


def errors_of(changes: tuple[Change, ...], folder: Path) -> list[dict[str, Any]]:
    """What the loader, and the evaluator over the examples, say of the broken pack."""
    root = folder / "packs"
    shutil.copytree(BASE, root)
    for change in changes:
        change.make(root)
    try:
        packs = load_packs(root)
    except PackErrors as found:
        return [_told(error, root) for error in found.errors]
    found_wrong: list[PackError] = []
    for id in packs.ids:
        found_wrong += packs.wrong_examples(id)
    return [_told(error, root) for error in found_wrong]


def _told(error: PackError, root: Path) -> dict[str, Any]:
    def without_root(text: str | None) -> str | None:
        return text and text.replace(f"{root.as_posix()}/", "")

    return {
        "at": f"{without_root(error.file)}:{error.line}",
        "kind": type(error).__name__,
        "zh": without_root(error.message("zh")),
        "mend_zh": error.remedy("zh"),
        "en": without_root(error.message("en")),
        "mend_en": error.remedy("en"),
    }
