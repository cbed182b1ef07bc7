"""The one template tree: nothing unknown, nothing unused, every part drawn in the catalogue."""

from __future__ import annotations

import importlib.util
import json
import re
from itertools import product
from pathlib import Path

import pytest
from django.template import Context, Origin, Template, engines
from django.test import Client
from django.utils.translation import override
from jinja2 import Environment, UndefinedError
from tests.builders.strict_templates import TEMPLATES, UnknownVariable

from plumbline.apps.page_parts.drawing import components
from plumbline.apps.page_parts.icons import UnknownIcon
from plumbline.apps.page_parts.kept import Kept
from plumbline.apps.page_parts.part import Fact, HeldPart, Part
from plumbline.apps.page_parts.words import StatusWord
from plumbline.core.authority.role import Role
from plumbline.site.menus import MENUS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "plumbline"
PAGES = ("", "case/", "my-work/", "morning/", "report/", "search/", "decision/")
BY_STATUS = {"404.html", "403.html", "403_csrf.html", "500.html"}
"""What Django takes by name."""
HTML = sorted(path for path in TEMPLATES.rglob("*.html"))


def own(source: str) -> Template:
    """A template as if it lay in our tree."""
    place = Origin(str(TEMPLATES / "tried.html"), "tried.html")
    return Template(source, origin=place, engine=engines["django"].engine)


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ there.missing }}",
        "{{ missing|default:'x' }}",
        "{% if missing %}x{% endif %}",
        "{% for x in missing %}{% endfor %}",
        "{% blocktranslate %}a {{ missing }}{% endblocktranslate %}",
        "{% part missing %}",
    ],
)
def test_an_unknown_variable_fails(source: str) -> None:
    with pytest.raises(UnknownVariable):
        own(source).render(Context({"there": {"known": 1}}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ part.missing }}",
        "{% if part.missing %}x{% endif %}",
        "{% for x in part.missing %}{% endfor %}",
        "{% blocktranslate %}a {{ missing }}{% endblocktranslate %}",
        "{% blocktranslate count n=missing %}a{% plural %}b{% endblocktranslate %}",
        "{% part part.missing %}",
        "{% icon missing %}",
    ],
)
def test_an_unknown_variable_fails_in_a_part(source: str) -> None:
    with pytest.raises(UndefinedError):
        components("zh-hans").from_string(source).render(part=Fact("a"), csrf_token="")


def test_parts_and_pages_read_the_same_tags_alike() -> None:
    source = (
        '{% translate "Close" %}{% icon "x" %}{% icon name %}{% part word %}{% csrf_token %}'
        "{% blocktranslate with n=word.text %}{{ n }} a page, 5%{% endblocktranslate %}"
        "{% blocktranslate count total=one %}{{ total }} record, newest first{% plural %}"
        "{{ total }} records, newest first{% endblocktranslate %}"
    )
    for language, one in product(("zh-hans", "en"), (1, 2)):
        values = {
            "word": StatusWord("<b>&", icon="check"),
            "name": "clock",
            "one": one,
            "csrf_token": "t" * 9,
        }
        with override(language):
            page = own(source).render(Context(values))
            part = components(language).from_string(source).render(values)
        assert part == page
        assert "&lt;b&gt;&amp;" in part


def test_a_known_variable_passes() -> None:
    assert own("{% if x.y %}{{ x.y }}{% endif %}").render(Context({"x": {"y": "1"}})) == "1"


def test_an_unknown_icon_fails() -> None:
    with pytest.raises(UnknownIcon):
        own('{% icon "no-such-icon" %}').render(Context())


def quoted_names(paths: list[Path]) -> dict[str, set[Path]]:
    """Each name ending in .html that stands in quotes, with the files it stands in."""
    found: dict[str, set[Path]] = {}
    for path in paths:
        for name in re.findall(r"""["']([\w/.-]+\.html)["']""", path.read_text("utf-8")):
            found.setdefault(name.rpartition("/")[2], set()).add(path)
    return found


def taken_by_a_library(name: str) -> bool:
    """Whether a template of ours stands in the place of one that allauth asks for by name."""
    (folder,) = importlib.util.find_spec("allauth").submodule_search_locations
    return (Path(folder) / "templates" / name).exists()


def test_every_template_is_used() -> None:
    names = quoted_names([*SOURCE.rglob("*.py"), *HTML])
    unknown = [path for path in HTML if not names.get(path.name, set()) - {path}]
    unused = [str(path.relative_to(TEMPLATES)) for path in unknown if path.name not in BY_STATUS]
    assert [name for name in unused if not taken_by_a_library(name)] == []


def classes_of(path: Path) -> set[str]:
    """Our classes that a template names whole; one that ends with a variable is told by its beginning alone."""
    named = re.findall(r'class="([^"]*)"', path.read_text("utf-8"))
    written = (re.sub(r"\{[{%].*?[%}]\}", "\x00", one) for one in named)
    return {name for one in written for name in re.findall(r"pl-[a-z0-9-]+(?![a-z0-9\x00-])", one)}


def test_every_class_has_a_style_or_a_script() -> None:
    """A control that looks like no other on the desk had a class that no sheet knew."""
    front = [path for kind in ("*.css", "*.js") for path in sorted((ROOT / "frontend").rglob(kind))]
    known = set(re.findall(r"pl-[a-z0-9-]+", "\n".join(path.read_text("utf-8") for path in front)))
    unknown = {name: path.name for path in HTML for name in classes_of(path) - known}
    assert unknown == {}


def parts(kind: type[Part] = Part) -> set[type[Part]]:
    """Every kind of part."""
    return {one for sub in kind.__subclasses__() for one in {sub, *parts(sub)}}


def test_every_part_has_its_template() -> None:
    assert {kind.template for kind in parts() if kind.__name__ != HeldPart.__name__} <= {
        path.name for path in (TEMPLATES / "_components").glob("*.html")
    }


@pytest.mark.django_db
def test_every_part_is_drawn_in_the_catalogue(client: Client, settings, monkeypatch) -> None:
    settings.DEMO = True
    drawn: set[str] = set()
    plain = Environment.get_template

    def noted(self: Environment, name: str, *more: object) -> object:
        drawn.add(name)
        return plain(self, name, *more)

    monkeypatch.setattr(Environment, "get_template", noted)
    monkeypatch.setattr(
        Kept, "get", lambda _kept, _key, make: make()
    )  # what a page before left is not drawn again
    for page in (*PAGES, "nowhere/"):
        answer = client.get(f"/parts/{page}")
        assert answer.status_code == (404 if page == "nowhere/" else 200)
    assert {path.name for path in (TEMPLATES / "_components").glob("*.html")} - drawn == set()


@pytest.mark.django_db
def test_the_catalogue_is_shown_in_the_demo_alone(client: Client, settings) -> None:
    settings.DEMO = False
    assert {client.get(f"/parts/{page}").status_code for page in PAGES} == {404}


def test_every_icon_listed_is_used_and_every_one_used_is_listed() -> None:
    listed = set(json.loads((ROOT / "frontend/icons.json").read_text("utf-8")))
    text = "\n".join(path.read_text("utf-8") for path in [*SOURCE.rglob("*.py"), *HTML])
    assert {name for name in listed if f'"{name}"' not in text} == set()
    assert set(re.findall(r'\{% icon "([\w-]+)" %\}', text)) <= listed


def test_every_role_has_a_menu() -> None:
    assert set(MENUS) == set(Role)
    assert all(MENUS.values())


def test_no_template_holds_inline_code_or_style() -> None:
    """The policy would refuse it in the browser; here it is told with its place."""
    script = r'<script(?![^>]*(src=|type="application/json"))'
    wrong = re.compile(rf"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:|{script}")
    found = [
        f"{path.relative_to(TEMPLATES)}: {hit[0]}"
        for path in HTML
        for hit in [wrong.search(path.read_text("utf-8"))]
        if hit
    ]
    assert found == []


@pytest.mark.django_db
def test_the_policy_gives_nothing_away(client: Client, settings) -> None:
    settings.DEMO = True
    answer = client.get("/parts/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_an_address_that_does_not_exist_says_what_to_do(client: Client) -> None:
    answer = client.get("/no/such/address/")
    assert answer.status_code == 404
    assert "请核对案号或者地址" in answer.content.decode()


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so_when_it_is_opened(client: Client) -> None:
    address = "/exchange/interfaces/targets/"
    answer = client.get(address, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    page = answer.content.decode()
    assert "没有录入任何内容" in page
    assert "<main" in page
    assert client.get(address).content == b"", "a program that calls is told in the status alone"


def test_a_failure_shows_a_page_of_its_own_without_anything_else() -> None:
    text = engines["django"].get_template("500.html").render()
    assert "没有保存任何内容" in text


@pytest.mark.django_db
def test_what_is_sent_without_a_token_is_told_in_words(settings) -> None:
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.browser.trial_pages"
    answer = Client(enforce_csrf_checks=True).post("/trial/act/", {"ask": "done"})
    assert answer.status_code == 403
    assert "没有保存任何内容" in answer.content.decode()


def test_what_is_included_alone_takes_the_token_of_its_forms_along() -> None:
    """`only` shuts the page's values out; a form without its token is refused in life."""
    with_form = {
        str(path.relative_to(TEMPLATES)) for path in HTML if "csrf_token %}" in path.read_text("utf-8")
    }
    shut = [
        (path.name, name)
        for path in HTML
        for name, more in re.findall(r'{% include "([^"]+)"([^%]*) only %}', path.read_text("utf-8"))
        if name in with_form and "csrf_token=csrf_token" not in more
    ]
    assert shut == []


def test_what_the_desk_says_after_an_act_is_said_once() -> None:
    saying = [path.name for path in HTML if "in messages %}" in path.read_text("utf-8")]
    assert saying == ["desk.html"]
