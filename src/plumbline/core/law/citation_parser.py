"""Read citations in the usual written forms into `Citation` values.

    >>> [str(c) for c in parse_citations("行政处罚法第五十七条第一款第四项、第六十条")]
    ['行政处罚法 §57 ¶1(4)', '行政处罚法 §60']

Read: 第…条之一第…款第…项第…目, 《…》第…条, `§57 ¶1(4)[2]`, ranges (`§54-§62`, 第十条至第十三条, `¶1–2`, `(3)–(4)`),
lists with 、 , 和 或, `ch. 3`, 第三章, `118号 (六)`, `27号基准 一(二)`, 本法第…条, 前款, 前两款第一项.
Marks such as ⟨S⟩ and «unverified» are passed over. Instruments keep the name as written; `LawRegistry.normalise`
turns it into a key.

Errors: subclasses of `CitationError` (tree in `errors`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from plumbline.core.law.citation import SELF, Citation, Place, Relative, RelativeUnit
from plumbline.core.law.errors import (
    BadNumber,
    BadRange,
    BareNumber,
    CitationError,
    LooseParenthesis,
    NotACitation,
    NotOneCitation,
    OutOfOrder,
)
from plumbline.core.law.numerals import NUMERAL, read_numeral

LEVELS = tuple(field.name for field in fields(Place))
_UNIT_LEVEL = {"部分": "heading", "编": "part", "章": "chapter", "节": "section", "条": "article"}
_UNIT_LEVEL |= {"款": "paragraph", "项": "item", "目": "subitem"}
SAME = "同上"
"""Instead of a name: the instrument of the citation before."""
_LATIN_LEVEL = {"pt": "part", "ch": "chapter", "sec": "section"}

_N = NUMERAL
_CN = r"[一二三四五六七八九十]+"
TOKENS = re.compile(
    rf"""(?P<skip>\s+|⟨[^⟩]*⟩|«[^»]*»)
    | (?P<semi>[;；])
    | (?P<range>[-–—－~～]|至|到)
    | (?P<comma>[,，、]\s*(?:和|及|以及|或者|或)?|以及|或者|和|及|与|或)
    | §\s*(?P<article>\d+)(?:之(?P<inserted>{_N}))?
    | ¶\s*(?P<paragraph>\d+)
    | [（(](?P<paren>{_N})[）)](?:项)?
    | \[(?P<subitem>\d+)\]
    | (?P<latin>pt|ch|sec)\.\s*(?P<latin_n>\d+)
    | 第(?:[（(](?P<pitem>{_N})[）)]|(?P<units>{_N}(?:、{_N})*))(?P<unit>部分|[编章节条款项目])
        (?:之(?P<unit_inserted>{_N}))?
    | 前(?P<back>{_N})?(?P<back_unit>[条款项])
    | (?P<selfname>本(?:法|条例|办法|规定|解释|细则|意见|决定))
    | 本(?P<here_unit>[条款项])
    | (?P<bare>{_N})(?P<bare_unit>[条款项目])?(?=$|[\s,，、;；\-–—至到和及或与（(⟨«])
    | 《(?P<title>[^《》]+(?:《[^《》]*》[^《》]*)*)》
    """,
    re.VERBOSE,
)
_NAME_END = re.compile(
    rf"\s*(?=§|¶|;|；|,|，|、|⟨|«|$|第{_N}(?:部分|[编章节条款项])|第[（(]|前{_N}?[条款项]|[（(]{_N}[）)]"
    r"|(?:ch|pt|sec)\.|《)"
    rf"|\s+(?={_CN}(?:$|[\s、,，;；(（\-–至]))"
)
_LOOKS_LIKE_LAW = re.compile(
    r"(?:法|条例|规定|办法|解释|细则|纲要|意见|决定|规则|程序|基准|号|通则|公示|听证|投诉|监督|法典)\d*$"
)


def parse_citation(text: str, default: str = SELF) -> Citation:
    """The one citation in `text`; `default` is the instrument of a bare `§57`.

    Raises `CitationError` when there is none or more than one.
    """
    found = parse_citations(text, default)
    if len(found) != 1:
        raise NotOneCitation(text=text, position=0, count=len(found))
    return found[0]


def parse_citations(text: str, default: str = SELF) -> tuple[Citation, ...]:
    """All citations of a list such as `处罚法 §42 ¶1; 强制法 §18(2)–(3)`; raises `CitationError`."""
    return _Reader(text, default).read()


def read_column(text: str, default: str = SELF) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Citations of a table cell that may hold prose, and the pieces (between semicolons or colons) that are
    prose.
    """
    found: list[Citation] = []
    prose: list[str] = []
    instrument = default
    for piece in re.split(r"[;；]|[:：]\s", text):
        bare = re.sub(
            r"\"[^\"]*\"|[(（][^()（）]*[A-Za-z][^()（）]*[)）]|⟨[^⟩]*⟩|«[^»]*»", " ", piece
        ).strip()
        try:
            citations = parse_citations(bare, instrument)
        except CitationError:
            prose.append(piece.strip())
            continue
        found.extend(citations)
        instrument = citations[-1].instrument
    return tuple(found), tuple(piece for piece in prose if piece)


@dataclass(slots=True)
class _Open:
    """The citation being read: where it starts, where its range ends, the level written last."""

    place: Place
    relative: Relative | None = None
    until: Place | None = None
    level: str = ""


class _Reader:
    """One pass over the tokens; `joint` is what stood before the token: start, comma, range or nothing."""

    def __init__(self, text: str, default: str) -> None:
        self.text, self.instrument = text, default
        self.done: list[Citation] = []
        self.open: _Open | None = None
        self.joint, self.position, self.named, self.titled = "start", 0, False, False

    def read(self) -> tuple[Citation, ...]:
        while self.position < len(self.text):
            match = TOKENS.match(self.text, self.position)
            if match is None:
                self.read_name()
                continue
            self.take(match)
            self.position = match.end()
        if self.joint in ("comma", "range") or not (self.open or self.named or self.done):
            raise NotACitation(text=self.text, position=self.position, word=self.text[-1:])
        self.close()
        return tuple(self.done)

    def take(self, match: re.Match[str]) -> None:
        """Act on one token."""
        if match["skip"]:
            return
        if match["semi"] or match["comma"] or match["range"]:
            self.join("semi" if match["semi"] else "comma" if match["comma"] else "range")
        elif match["title"]:
            self.name(match["title"].strip())
            self.titled = True
        elif match["selfname"]:
            self.name(SELF)
        elif match["back_unit"]:
            self.relative(match["back_unit"], read_numeral(match["back"] or "一"))
        elif match["here_unit"]:
            self.relative(match["here_unit"], 0)
        else:
            self.take_place(match)

    def take_place(self, match: re.Match[str]) -> None:
        """Act on a token that names a place."""
        inserted = match["inserted"] or match["unit_inserted"]
        if match["units"] or match["pitem"]:
            level = _UNIT_LEVEL[match["unit"]]
            for nth, word in enumerate((match["units"] or match["pitem"]).split("、")):
                if nth:
                    self.join("comma")
                self.put(level, self.number(word))
            if inserted:
                self.put("inserted", self.number(inserted))
        elif match["article"]:
            self.put("article", self.number(match["article"]))
            if inserted:
                self.put("inserted", self.number(inserted))
        elif match["latin"]:
            self.put(_LATIN_LEVEL[match["latin"]], self.number(match["latin_n"]))
        elif match["paren"]:
            self.put(self.level_of_paren(match["paren"]), self.number(match["paren"]))
        elif match["bare"]:
            self.take_bare(match["bare"], match["bare_unit"])
        else:
            level = "paragraph" if match["paragraph"] else "subitem"
            self.put(level, self.number(match[level]))

    def take_bare(self, word: str, unit: str | None) -> None:
        """A number without a sign: the far end of a range, a list member, or a heading 三 of a 118号 text."""
        if unit:
            self.put(_UNIT_LEVEL[unit], self.number(word))
        elif self.open and self.joint in ("comma", "range"):
            self.put("article" if self.open.level == "inserted" else self.open.level, self.number(word))
        elif not word.isdecimal():
            self.put("heading", self.number(word))
        else:
            raise BareNumber(text=self.text, position=self.position, word=word)

    def number(self, word: str) -> int:
        try:
            value = read_numeral(word)
        except ValueError:
            value = 0
        if value == 0:
            raise BadNumber(text=self.text, position=self.position, word=word)
        return value

    def level_of_paren(self, word: str) -> str:
        """(4) is an item under an article or 前款; （六） is a numbered point of a text without 条."""
        last = self.open
        if last and (last.place.article or last.relative or last.place.item):
            return "item"
        if not word.isdecimal():
            return "numbered"
        raise LooseParenthesis(text=self.text, position=self.position, word=word)

    def join(self, joint: str) -> None:
        if joint == "range":
            if self.open is None or self.open.until is not None:
                raise BadRange(text=self.text, position=self.position)
        elif joint == "comma" and not (self.open or self.named):
            raise NotACitation(text=self.text, position=self.position, word=self.text[self.position])
        elif joint == "semi":
            self.close()
        self.joint = joint if joint != "semi" else "start"

    def read_name(self) -> None:
        """An instrument's name: the text up to the next sign of a place."""
        end = _NAME_END.search(self.text, self.position)
        name = self.text[self.position : end.start() if end else len(self.text)].strip()
        if end and end.start() == self.position:
            raise NotACitation(text=self.text, position=self.position, word=self.text[self.position])
        self.position += len(name)
        self.name(name)

    def name(self, name: str) -> None:
        if self.joint == "range":
            raise BadRange(text=self.text, position=self.position)
        self.close()
        self.named, self.titled, self.joint = name != SAME, False, "start"
        if name != SAME:
            self.instrument = name

    def relative(self, unit: str, back: int) -> None:
        kind: RelativeUnit = {"条": "article", "款": "paragraph", "项": "item"}[unit]  # type: ignore[assignment]
        if self.joint == "range":
            raise BadRange(text=self.text, position=self.position)
        self.close()
        self.open = _Open(Place(), Relative(kind, back), level=kind)
        self.joint, self.named = "", False

    def put(self, level: str, number: int) -> None:
        """Write `number` at `level` into the open citation, opening, listing or ranging as the joint says."""
        last = self.open
        self.named = False
        if self.joint == "start" or last is None:
            self.close()
            self.open = _Open(replace(Place(), **{level: number}), level=level)
        elif self.joint == "comma":
            base = last.until or last.place
            keep_relative = last.relative if LEVELS.index(level) > LEVELS.index("article") else None
            self.close()
            self.open = _Open(_cut(base, level, number), keep_relative, level=level)
        elif self.joint == "range":
            last.until, last.level = _cut(last.place, level, number), level
        else:
            self.refine(last, level, number)
        self.joint = ""

    def refine(self, last: _Open, level: str, number: int) -> None:
        target = last.until or last.place
        if LEVELS.index(level) <= LEVELS.index(last.level):
            word, before = f"{level} {number}", last.level
            raise OutOfOrder(text=self.text, position=self.position, word=word, before=before)
        target = replace(target, **{level: number})
        if last.until is not None:
            last.until = target
        else:
            last.place = target
        last.level = level

    def close(self) -> None:
        """Finish the open citation, or an instrument named without a place."""
        if self.open is not None:
            self.done.append(Citation(self.instrument, self.open.place, self.open.until, self.open.relative))
        elif self.named and self.instrument != SELF:
            if not _LOOKS_LIKE_LAW.search(re.sub(r"\s", "", self.instrument)) and not self.titled:
                raise NotACitation(text=self.text, position=self.position, word=self.instrument)
            self.done.append(Citation(self.instrument))
        self.open, self.named = None, False


def _cut(base: Place, level: str, number: int) -> Place:
    """`base` down to the level above `level`, then `number`: the 、第三款 after 第三十条第一款."""
    index = LEVELS.index(level)
    if level == "article":
        return Place(article=number)
    keep = {name: getattr(base, name) for name in LEVELS[:index]}
    return Place(**keep, **{level: number})
