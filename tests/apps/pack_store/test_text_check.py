"""A citation of a place that the imported text does not have; what is not imported is not judged."""

from pathlib import Path

import pytest

from plumbline.apps.pack_store.queries import Library, open_library
from plumbline.apps.pack_store.text_check import missing_in_texts
from plumbline.core.law.registry import load_registry


@pytest.fixture
def cited(cat_packs: Path) -> Path:
    (cat_packs / "cn" / "procedures" / "more").mkdir(parents=True)
    return cat_packs / "cn" / "procedures" / "more" / "procedure.yaml"


def missing(cited: Path, packs: Path, library: Library, *basis: str) -> list[str]:
    rows = [f"  r{n}: {{basis: {text}}}" for n, text in enumerate(basis)]
    cited.write_text("procedure: more\nrules:\n" + "\n".join(rows) + "\n", "utf-8")
    found = missing_in_texts(packs, cited.parent, library)
    return [f"{Path(e.file).name}:{e.line} {e.data['citation']} {e.data['edition']}" for e in found]


def test_articles_and_items_of_the_newest_text(cited: Path, cat_packs: Path, shelf: Library) -> None:
    told = missing(
        cited, cat_packs, shelf, "猫法 §6", "猫法 §7", "猫法 §5 ¶1", "猫法 §5 ¶2", "猫法 §5-§9", "猫法"
    )
    assert told == [
        "procedure.yaml:4 猫法 §7 2020",
        "procedure.yaml:6 猫法 §5 ¶2 2020",
        "procedure.yaml:7 猫法 §5-§9 2020",
    ]


def test_a_part_whose_text_is_published_elsewhere_is_left_aside(
    cited: Path, cat_packs: Path, shelf: Library
) -> None:
    file = cat_packs / "cn" / "law" / "instruments.yaml"
    edition = "      - {label: '2020', adopted: 2020-01-01, from: 2020-03-01, articles: 6, whole: 8}\n"
    file.write_text(file.read_text("utf-8") + edition, "utf-8")
    again = Library(shelf.store, load_registry(cat_packs))
    told = missing(cited, cat_packs, again, "猫法 §7", "猫法 §6 ¶2", "猫法 §9")
    assert told == ["procedure.yaml:4 猫法 §6 ¶2 2020", "procedure.yaml:5 猫法 §9 2020"]


def test_other_files_and_texts_that_are_not_there_are_left_aside(
    cited: Path, cat_packs: Path, shelf: Library, tmp_path: Path
) -> None:
    assert (
        missing(cited, cat_packs, open_library(tmp_path / "none", load_registry(cat_packs)), "猫法 §7") == []
    )
    cited.write_text("procedure: more\nbasis: 猫法 §7\n", "utf-8")
    assert list(missing_in_texts(cat_packs, cat_packs / "cn" / "law", shelf)) == []


def test_every_citation_of_the_packs_is_in_the_texts(reference_shelf: Library) -> None:
    root = Path(__file__).parents[3] / "packs"
    assert [str(e) for e in missing_in_texts(root, root, reference_shelf)] == []
