"""What is written for people holds: links lead somewhere, both READMEs are there, the recipes named exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if not {"node_modules", ".venv"} & set(path.parts)
)
READMES = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s#]+)[^)]*\)", prose)
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("name", READMES)
def test_readme_fits_a_screen_and_names_the_two_commands(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert text.count("\n") <= 60
    assert "make demo" in text
    assert "make test" in text


def test_every_recipe_named_in_a_text_exists() -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)", page.read_text("utf-8")))
        assert named <= recipes, f"{page.name}: no recipe {named - recipes}"


def test_decisions_are_numbered_without_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_ci_runs_what_the_readme_says() -> None:
    assert "make test" in (ROOT / ".ci/run").read_text("utf-8")


def test_glossary_rows_name_each_identifier_once() -> None:
    rows = re.findall(r"^\| [^|]+ \| `([a-z_]+)` \|", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 60
    assert len(rows) == len(set(rows))
