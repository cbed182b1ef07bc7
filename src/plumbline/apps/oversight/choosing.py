"""Which procedures a check judges: all of a folder, or those named by id, title or folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plumbline.core.data_file.suggestion import did_you_mean
from plumbline.core.errors import InputError
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.pack_set import PackSet


class UnknownPack(InputError):
    """No procedure of that name."""

    zh = "没有名为“{pack}”的程序或者规则包"
    en = "there is no procedure or pack “{pack}”"
    remedy_zh = "{advice_zh}"
    remedy_en = "{advice_en}"


def chosen_procedures(packs: PackSet, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the procedures named; all of them if none is."""
    if not names:
        return packs.ids
    found: dict[str, None] = {}
    for name in names:
        ids = _of_folder(packs, name) or [
            id
            for id in packs.ids
            if name in (id, packs.versions[id][-1].title) or id.replace(".", "-") == name
        ]
        if not ids:
            advice = did_you_mean(name, packs.ids)
            raise UnknownPack(pack=name, advice_zh=advice.zh, advice_en=advice.en)
        found.update(dict.fromkeys(ids))
    return tuple(found)


def pack_root(names: Sequence[str], default: Path) -> Path:
    """The folder of packs to load: the usual one, unless a pack is named by a path that lies outside of it.

    Then it is the nearest folder above that holds `cn/procedures`, or else the pack's own.
    """
    for name in names:
        path = Path(name)
        if path.exists() and default.resolve() not in (path.resolve(), *path.resolve().parents):
            folder = path if path.is_dir() else path.parent
            above = (outer for outer in (folder, *folder.parents) if (outer / "cn" / "procedures").is_dir())
            return next(above, folder)
    return default


def _of_folder(packs: PackSet, name: str) -> list[str]:
    folder = Path(name)
    if not folder.exists():
        folder = packs.root / name
    if not folder.exists():
        return []
    inside = (folder if folder.is_dir() else folder.parent).resolve()
    return [
        id
        for id in packs.ids
        if any(inside in Path(draft.node.place.file).resolve().parents for draft in packs.versions[id])
    ]


def variants(packs: PackSet, id: str) -> list[Procedure]:
    """The procedure without layers and with each layer's own chain: together every step and field that may occur."""
    chains = [(p.field, p.division) for p in packs.layers if p.layer_of == id]
    return [packs.procedure(id), *(packs.procedure(id, field, division) for field, division in chains)]
