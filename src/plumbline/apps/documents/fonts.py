"""Which fonts documents are set in: those of the deployer's folder first, the shipped Noto fonts always behind them.

Official papers want FangSong, XiaoBiaoSong and HeiTi, which are commercial. A deployer puts their files into one
folder; without them the shipped fonts are used, and the measures of the page stay the same. Noto Serif SC stands last
in every list, so that rare characters of names are never empty boxes. Fonts of the system are not looked at: the same
data gives the same bytes on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import pylopdf_fonts_zh_cn
import typst

SHIPPED: Final = Path(pylopdf_fonts_zh_cn.__file__).parent
_WANTED: Final = {
    "body": (
        "FangSong_GB2312",
        "仿宋_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "FandolFang R",
        "FandolFang",
    ),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong", "FandolSong"),
    "heading": ("SimHei", "黑体", "STHeiti", "FandolHei", "Noto Sans SC"),
}
_LAST: Final = "Noto Serif SC"


@dataclass(frozen=True, slots=True)
class FontSet:
    """Font families by use, and the loaded fonts: reading them anew for each paper would take most of its time."""

    families: dict[str, list[str]]
    loaded: typst.Fonts


@lru_cache(maxsize=8)
def font_set(folder: Path | None = None) -> FontSet:
    """The fonts with `folder` of the deployer in front."""
    folders = (*((str(folder),) if folder is not None and folder.is_dir() else ()), str(SHIPPED))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    there = {family.lower(): family for family in fonts.families()}
    families = {
        use: [*(there[name.lower()] for name in names if name.lower() in there), _LAST]
        for use, names in _WANTED.items()
    }
    return FontSet({use: list(dict.fromkeys(names)) for use, names in families.items()}, fonts)
