"""The manual: every picture that browser tests take is there, shown in both languages, small; no page is alone."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs/manual"
JOURNEYS = sorted((ROOT / "tests/browser").glob("test_*.py"))
PAGES = sorted(page.name.removesuffix(".zh-CN.md") for page in MANUAL.glob("*.zh-CN.md"))
LARGEST = 300_000


def shown(page: Path) -> set[str]:
    return set(re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", page.read_text("utf-8")))


def taken() -> set[str]:
    """Names of the pictures that the browser tests take, read from their tables."""
    found = set()
    for module in JOURNEYS:
        for node in ast.parse(module.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("PICTURES", "PAGES"):
                found |= {
                    one.value
                    for one in ast.walk(node.value)
                    if isinstance(one, ast.Constant) and re.fullmatch(r"[a-z-]+", str(one.value))
                }
    return {f"{name}.png" for name in found}


def test_the_pictures_are_those_that_the_tests_take() -> None:
    assert {path.name for path in (MANUAL / "pictures").glob("*")} == taken()


@pytest.mark.parametrize("language", [".md", ".zh-CN.md"])
def test_every_picture_is_shown(language: str) -> None:
    pages = [MANUAL / f"{name}{language}" for name in PAGES]
    assert set().union(*map(shown, pages)) == {path.name for path in (MANUAL / "pictures").glob("*")}


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_show_the_same_and_lead_somewhere(page: str) -> None:
    both = MANUAL / f"{page}.md", MANUAL / f"{page}.zh-CN.md"
    assert shown(both[0]) == shown(both[1])
    for one in both:
        links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)#:]+)\)", one.read_text("utf-8"))
        assert [link for link in links if not (MANUAL / link).exists()] == []


def test_no_page_is_in_one_language_alone() -> None:
    assert {page.name for page in MANUAL.glob("*.md")} == {
        f"{n}{e}" for n in PAGES for e in (".md", ".zh-CN.md")
    }


def test_pictures_are_small() -> None:
    assert [one.name for one in (MANUAL / "pictures").glob("*") if one.stat().st_size > LARGEST] == []
