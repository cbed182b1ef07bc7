"""Read a statute from plain markdown into a `Statute`.

The file: `# title`, notes on adoption, `<!-- INFO END -->`, then `## 第一章 …`, `### 第一节 …`, `第一条 …`,
items `（一）…`
and subitems `1.…`, or in an instrument without 条 the headings `一、…` and points `（一）…`. Heading marks may
be missing and lines may be indented. Markup is: heading marks, comments, and lines without a visible character.

Errors: `StatuteError` (tree in `errors`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plumbline.core.law.citation import Place
from plumbline.core.law.errors import StatuteError
from plumbline.core.law.numerals import read_numeral
from plumbline.core.law.provision import FrontLine, Kind, Provision, Statute

_CN = "[〇零一二三四五六七八九十百千]+"
_LABELS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"(第({_CN})(?:编|分编))(?=\s|$)")),
    ("chapter", re.compile(rf"(第({_CN})章)(?=\s|$)")),
    ("section", re.compile(rf"(第({_CN})节)(?=\s|$)")),
    ("article", re.compile(rf"(第({_CN})条(?:之({_CN}))?)(?=\s|$)")),
    ("heading", re.compile(rf"(({_CN})、)")),
    ("item", re.compile(rf"([（(]({_CN})[）)])")),
    ("subitem", re.compile(r"((\d+)[.．、])(?!\d)")),
)
_RANK: dict[Kind, int] = {"part": 0, "heading": 1, "chapter": 1, "section": 2, "article": 3, "numbered": 3}
_RANK |= {"paragraph": 4, "item": 5, "subitem": 6}
_INVISIBLE = "\u200b\u200c\u200d\ufeff"
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_FILE_DATE = re.compile(r"\((\d{4})-(\d{2})-(\d{2})\)")


@dataclass(slots=True)
class _Node:
    """A provision under construction."""

    kind: Kind
    place: Place
    label: str
    text: str
    line: int
    indent: str
    gap: str
    children: list[_Node] = field(default_factory=list)

    def freeze(self) -> Provision:
        below = tuple(child.freeze() for child in self.children)
        return Provision(
            self.kind, self.place, self.label, self.text, self.line, self.indent, self.gap, below
        )


def visible_lines(markdown: str) -> Iterator[tuple[int, int, str]]:
    """(line number, heading depth, text) of every line that shows something, comments and heading marks removed."""
    without = re.sub(r"<!--.*?-->", lambda m: "\n" * m.group().count("\n"), markdown, flags=re.DOTALL)
    for number, line in enumerate(without.lstrip("\ufeff").replace("\r\n", "\n").split("\n"), start=1):
        if not line.strip().strip(_INVISIBLE).strip():
            continue
        marks = re.match(r"(#+) ", line)
        yield number, len(marks[1]) if marks else 0, line[marks.end() :] if marks else line


def parse_statute(markdown: str, file_name: str = "") -> Statute:
    """The statute in `markdown`; `file_name` (without folder) may carry the date of adoption: `…(2021-01-22).md`."""
    lines = list(visible_lines(markdown))
    if not lines:
        raise StatuteError(line=1, problem="the file is empty 文件为空")
    start = _body_start(lines)
    if start is None:
        raise StatuteError(line=lines[0][0], problem="no 第一条 and no 一、 in it 没有第一条，也没有“一、”")
    front = tuple(FrontLine(text, number, depth == 1) for number, depth, text in lines[:start])
    body = _Builder(has_articles=_has_articles(lines)).build(lines[start:])
    adopted = _file_date(file_name) or _last_date(line.text for line in front if "施行" not in line.text)
    from_date = _in_force(front, body, adopted)
    return Statute(_title(front, file_name), front, body, adopted, from_date)


def _label(text: str, kinds: tuple[Kind, ...]) -> tuple[Kind, re.Match[str]] | None:
    bare = text.lstrip()
    for kind, pattern in _LABELS:
        if kind in kinds and (match := pattern.match(bare)):
            return kind, match
    return None


def _has_articles(lines: list[tuple[int, int, str]]) -> bool:
    return any(_label(text, ("article",)) for _, _, text in lines)


def _body_start(lines: list[tuple[int, int, str]]) -> int | None:
    """Index of the first line with a label of a division, an article or, without articles, of 一、."""
    kinds: tuple[Kind, ...] = ("part", "chapter", "article") if _has_articles(lines) else ("heading",)
    for index, (_, depth, text) in enumerate(lines):
        if _label(text, kinds) or (depth > 1 and _label(text, ("heading",))):
            return index
    return None


class _Builder:
    """Builds the tree line by line; `stack` is the path from the outermost open provision to the innermost."""

    def __init__(self, has_articles: bool) -> None:
        self.has_articles = has_articles
        self.roots: list[_Node] = []
        self.stack: list[_Node] = []

    def build(self, lines: list[tuple[int, int, str]]) -> tuple[Provision, ...]:
        for number, depth, text in lines:
            self.add(number, depth, text)
        return tuple(root.freeze() for root in self.roots)

    def add(self, number: int, depth: int, text: str) -> None:
        found = _label(text, self.kinds(depth))
        indent = text[: len(text) - len(text.lstrip())]
        if found is None:
            self.open_paragraph(number, indent, text[len(indent) :])
            return
        kind, match = found
        rest = text[len(indent) + match.end() :]
        gap = rest[: len(rest) - len(rest.lstrip())]
        if kind == "item" and not self.has_articles:
            kind = "numbered"
        counted = read_numeral(match[2])
        inserted = read_numeral(match[3]) if kind == "article" and match[3] else 0
        if kind == "item" and not self.inside("paragraph"):
            self.open_paragraph(number, "", "")
        node = _Node(
            kind, self.place(kind, counted, inserted), match[1], rest[len(gap) :], number, indent, gap
        )
        self.push(node)
        if kind in ("article", "numbered"):
            node.text = ""
            self.open_paragraph(number, "", rest[len(gap) :])

    def kinds(self, depth: int) -> tuple[Kind, ...]:
        """Labels that may open a line here; a heading line (##) opens a division, never an item."""
        if not self.has_articles:
            return ("part", "chapter", "heading", "item")
        divisions: tuple[Kind, ...] = ("part", "chapter", "section")
        if depth:
            return (*divisions, "heading")
        low: tuple[Kind, ...] = ("article", "item", "subitem") if self.inside("item") else ("article", "item")
        return (*divisions, *low)

    def inside(self, kind: Kind) -> bool:
        return any(node.kind == kind for node in self.stack)

    def place(self, kind: Kind, counted: int, inserted: int = 0) -> Place:
        """The place of a new provision below the open ones of a higher rank."""
        while self.stack and _RANK[self.stack[-1].kind] >= _RANK[kind]:
            self.stack.pop()
        above = self.stack[-1].place if self.stack else Place()
        if kind == "article":
            return Place(article=counted, inserted=inserted)
        return replace(above, **{kind: counted})

    def open_paragraph(self, number: int, indent: str, text: str) -> None:
        """A line without a label: the next 款 of the open article or point."""
        place = self.place("paragraph", 0)
        siblings = self.stack[-1].children if self.stack else self.roots
        counted = sum(1 for child in siblings if child.kind == "paragraph") + 1
        self.push(_Node("paragraph", replace(place, paragraph=counted), "", text, number, indent, ""))

    def push(self, node: _Node) -> None:
        (self.stack[-1].children if self.stack else self.roots).append(node)
        self.stack.append(node)


def _title(front: tuple[FrontLine, ...], file_name: str) -> str:
    """The first `#` line that is more than a document number, without spaces and without a leading number."""
    titles = [re.sub(r"\s", "", line.text) for line in front if line.is_title]
    named = [title for title in titles if not title.endswith("号")] or titles
    stem = re.sub(r"(?:\(\d{4}-\d\d-\d\d\))?\.md$", "", file_name)
    return re.sub(r"^[^〔]{1,6}〔\d{4}〕\d+号", "", named[0] if named else stem) or stem


def _file_date(file_name: str) -> dt.date | None:
    found = _FILE_DATE.search(file_name)
    return dt.date(*map(int, found.groups())) if found else None


def _last_date(texts: Iterator[str]) -> dt.date | None:
    dates = [dt.date(*map(int, found)) for text in texts for found in _DATE.findall(text)]
    return max(dates, default=None)


def _in_force(
    front: tuple[FrontLine, ...], body: tuple[Provision, ...], adopted: dt.date | None
) -> dt.date | None:
    """The date the text itself gives: the last articles' 自…起施行, else the note «… 施行»."""
    lines = [line for provision in body for line in provision.lines()]
    for line in reversed(lines[-12:]):
        found = re.search(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施)", line)
        if found:
            return dt.date(*map(int, found.groups()))
        if re.search(r"自(?:公布|发布|印发)之日起(?:施行|实施)", line):
            return adopted
    for note in reversed(front):
        if found := re.search(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?=[^\d]{0,2}起?施行)", note.text):
            return dt.date(*map(int, found.groups()))
    return None
