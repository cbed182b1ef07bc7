"""A made-up law in two editions, packs that cite it, and the reference texts where there are some."""

import os
from pathlib import Path

import pytest

from plumbline.apps.pack_store.actions import import_files, statute_files
from plumbline.apps.pack_store.queries import Library
from plumbline.apps.pack_store.store import LawStore
from plumbline.core.law.registry import load_registry

ROOT = Path(__file__).resolve().parents[3]

OLD = """# 养猫法

2010年1月1日 通过

第一条 为了规范养猫行为，维护邻里和睦，制定本法。

第二条 养猫应当每日按时喂食，保持清洁，不得虐待。

第三条 夜间不得放任猫在楼道内喧哗，影响他人休息。

第四条 违反本法第三条的，由社区责令改正，可以处五十元罚款。

第五条 猫证由社区每年免费发放一次，遗失的应当补办。

第六条 本法自2010年3月1日起施行。
"""
NEW = """# 养猫法

2020年1月1日 修订

第一条 为了规范养猫行为，维护邻里和睦，制定本法。

第二条 国家鼓励领养流浪动物，开展公益宣传教育活动。

第三条 养猫应当每日按时喂食，保持清洁，不得虐待。

第四条 夜间不得放任猫在楼道和电梯内喧哗，影响他人休息。

第五条 违反本法第四条的，由社区责令改正，可以处二百元罚款。

第六条 本法自2020年3月1日起施行。
"""
INSTRUMENTS = """instruments:
  猫法:
    name: 养猫法
    editions:
      - {label: '2010', adopted: 2010-01-01, from: 2010-03-01, to: 2020-02-29}
"""
PROVISIONS = """checked_on: 2026-11-23
provisions:
  猫法:
    §3: 夜里别吵。
"""
RULES = """procedure: cats
basis: 猫法 §1
rules:
  quiet-at-night:
    basis: 猫法 §3
    strange: [{basis: [养猫法第四条, not a citation]}]
  feed: {basis: 猫法 §2}
"""
FIGURES = """figures:
  fine: {title: 罚款, unit: yuan, values: [{from: 2010-03-01, value: 50, basis: 猫法 §4, checked_on: 2026-11-23}]}
"""


@pytest.fixture
def cat_packs(tmp_path: Path) -> Path:
    """A packs folder with the law listed in its old edition, a rule, a figure, and a file that is not YAML."""
    for name, text in (
        ("cn/law/instruments.yaml", INSTRUMENTS),
        ("cn/law/provisions.yaml", PROVISIONS),
        ("cn/law/figures.yaml", FIGURES),
        ("cn/procedures/cats/procedure.yaml", RULES),
        ("cn/procedures/cats/broken.yaml", "basis: [猫法 §3"),
    ):
        path = tmp_path / "packs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "packs"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with both editions, a file that is no statute, one that is not UTF-8, and a README."""
    folder = tmp_path / "texts"
    (folder / "laws").mkdir(parents=True)
    (folder / "laws" / "养猫法(2010-01-01).md").write_text(OLD, "utf-8")
    (folder / "laws" / "养猫法(2020-01-01).md").write_text(NEW, "utf-8")
    (folder / "notes.md").write_text("只是随笔。", "utf-8")
    (folder / "old.md").write_bytes("# 旧法\n\n第一条 某".encode("gb18030"))
    (folder / "README.md").write_text("# read me", "utf-8")
    return folder


@pytest.fixture
def shelf(tmp_path: Path, cat_packs: Path, texts: Path) -> Library:
    """A library with both editions imported."""
    store = LawStore(tmp_path / "library")
    registry = load_registry(cat_packs)
    list(import_files(store, registry, statute_files(texts / "laws")))
    return Library(store, registry)


@pytest.fixture(scope="session")
def reference_laws() -> Path:
    named = os.environ.get("PLUMBLINE_REFERENCE")
    folder = (Path(named) if named else ROOT.parent / "shared") / "data" / "laws"
    if not folder.is_dir():
        pytest.skip("no statute texts: set PLUMBLINE_REFERENCE to the folder that holds data/laws")
    return folder


@pytest.fixture(scope="session")
def reference_shelf(tmp_path_factory: pytest.TempPathFactory, reference_laws: Path) -> Library:
    """All reference texts, imported once for the session."""
    store = LawStore(tmp_path_factory.mktemp("library"))
    registry = load_registry(ROOT / "packs")
    results = list(import_files(store, registry, statute_files(reference_laws)))
    assert [one.file.name for one in results if one.result != "imported" or one.gaps] == []
    return Library(store, registry)
