"""The declared names of the shipped packs: both languages, and nothing declared that no pack uses."""

import re
from pathlib import Path

from plumbline.core.procedures.names import DeclaredNames, load_names

ROOT = Path(__file__).parents[3] / "packs"


def test_every_name_has_both_languages_and_a_use() -> None:
    names = load_names(ROOT)
    assert names is not None
    used = "\n".join(p.read_text("utf-8") for p in ROOT.rglob("*.yaml") if p.name != "names.yaml")
    for kind in ("roles", "documents"):
        for code, (chinese, english) in getattr(names, kind).items():
            assert re.search("[\u4e00-\u9fff]", chinese), code
            assert re.fullmatch("[A-Za-z' -]+", english), code
            assert code in used, f"{code} is declared and not used"


def test_titles_fall_back_to_the_code() -> None:
    names = DeclaredNames(roles={"officer": ("执法人员", "enforcement officer")})
    assert names.title("roles", "officer") == "执法人员"
    assert names.title("roles", "officer", "en") == "enforcement officer"
    assert names.title("roles", "cook") == "cook"
    assert names.title("documents", "卷宗", "en") == "卷宗"


def test_a_folder_without_names_declares_none(tmp_path: Path) -> None:
    assert load_names(tmp_path) is None
