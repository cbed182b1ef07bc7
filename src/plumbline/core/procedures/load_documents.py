"""Reading `packs/<layer>/documents/*.yaml` strictly: an unknown key, an unknown fact, a clause or article that is not
there does not load, and the message gives file, line and remedy.

    checked_on: 2026-11-23
    clauses: {remedies: {says: …, basis: …}}        sentences that several kinds share
    documents:
      penalty-decision:
        title: 行政处罚决定书
        layout: letter
        …
        body:
          - 当事人：{party.name}                    a paragraph
          - {heading: 一、违法事实和证据}
          - {room: facts}                           what a person writes (see asks)
          - {rows: [[案由, "{case.title}"]]}
          - {grid: [序号, 名称], of: goods, least: 5}
          - {boxes: [承办人意见]}
          - {sign: [当事人]}
          - {dialogue: 8}
          - {clause: remedies}
          - {clause: pay-to-bank, only_with: decide.fine, without: {decide.heaviest_kind: [warning]}}
                                                     left out where the amount is nought, or not stated beside that
                                                     answer; {text: …, only_with: …} is the same for a paragraph
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.data_file.suggestion import did_you_mean
from plumbline.core.procedures.definition import Procedure
from plumbline.core.procedures.document_kind import (
    REMEDIES,
    ROOTS,
    Ask,
    Block,
    Boxes,
    Dialogue,
    DocumentKind,
    DocumentKinds,
    Form,
    Grid,
    Layout,
    Line,
    OnlyWith,
    Placeholder,
    Room,
    Row,
    Rows,
    Signatures,
    Template,
    Volume,
    asked_of,
    placeholders,
)
from plumbline.core.procedures.reading import read_basis

FOLDER: Final = "documents"
ONLY_KEYS: Final = ("only_with", "without")
KIND_KEYS: Final = (
    ("title", "english", "layout", "order", "basis", "body"),
    (
        "volume",
        "addressee",
        "series",
        "sealed",
        "remedies",
        "retention",
        "made_by",
        "asks",
        "needs",
        "cites",
        "note",
    ),
)
MAKERS: Final = ("organ", "party", "court", "bank", "finance", "other")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_NAME: Final = re.compile(r"([a-z][a-z_]*)\.([a-z][a-z0-9_-]*)(?::([a-z]+))?")
_NUMBERED: Final = (Layout.LETTER, Layout.NOTICE)


Clauses: TypeAlias = dict[str, tuple[Template, tuple[str, ...]]]
"""Sentences that kinds share, each with its articles; read before the kinds that use them."""


def load_document_kinds(root: Path, found: Found | None = None) -> DocumentKinds:
    """The kinds of every `documents` folder below `root`. Raises `PackErrors` with everything that is wrong.

    With `found`, errors are added to it and not raised.
    """
    own = Found()
    nodes = []
    for file in sorted(root.glob(f"**/{FOLDER}/*.yaml")):
        with own.part():
            nodes.append(read_file(file))
    clauses: Clauses = {}
    for node in nodes:
        with own.part():
            _read_clauses(node, clauses, own)
    kinds: dict[str, DocumentKind] = {}
    for node in nodes:
        for id, member in _members(node, "documents", own):
            with own.part():
                _add(kinds, _kind(id, member, clauses), member)
    _series_once(kinds.values(), own)
    if found is None:
        own.stop()
    else:
        for error in own.errors:
            found.add(error)
    return DocumentKinds(kinds)


def check_documents(
    kinds: DocumentKinds, procedures: Iterable[Procedure], figures: Iterable[str] = ()
) -> None:
    """Every field and figure that a text names is there. Raises `PackErrors`.

    `procedures` are all of them under all their layers; without `figures` those are not looked at.
    """
    found = Found()
    fields: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for step in (step for procedure in procedures for step in procedure.steps.values()):
        fields.setdefault(step.id, set()).update(step.fields)
        for title in step.documents:
            own.setdefault(title, set()).update(step.fields)
    fields["figure"] = set(figures)
    for kind in kinds.by_title.values():
        for name in kind.needs:
            if name not in (known := own.get(kind.title, set())) and kind.place is not None:
                with found.part():
                    Node(kind.id, kind.place).refuse(
                        f"“{kind.title}” needs {name}, which no step that makes it has",
                        did_you_mean(name, known).en,
                    )
        for part in (*placeholders(kind), *asked_of(kind)):
            if part.root in ROOTS or part.root == "ask" or (part.root == "figure" and not figures):
                continue
            known = own.get(kind.title, set()) if part.root == "this" else fields.get(part.root, set())
            if part.name not in known and kind.place is not None:
                with found.part():
                    Node(kind.id, kind.place).refuse(
                        f"“{kind.title}” names {part.path}, which is not there",
                        did_you_mean(part.name, known).en,
                    )
    found.stop()


def _members(node: Node, key: str, found: Found) -> list[tuple[str, Node]]:
    with found.part():
        members = node.members()
        return list(members[key].members().items()) if key in members else []
    return []


def _read_clauses(node: Node, clauses: Clauses, found: Found) -> None:
    got = node.fields(("checked_on",), ("clauses", "documents", "note"))
    got["checked_on"].date()
    for name, member in _members(node, "clauses", found):
        with found.part():
            clause = member.fields(("says", "basis"))
            if name in clauses:
                member.refuse(f"clause “{name}” is there already", "give it another name")
            clauses[name] = _template(clause["says"], {}), _citations(clause["basis"])


def _add(kinds: dict[str, DocumentKind], kind: DocumentKind, node: Node) -> None:
    if kind.title in kinds:
        node.refuse(f"“{kind.title}” is declared already", "one kind has one entry; remove this one")
    if any(kind.id == other.id for other in kinds.values()):
        node.refuse(f"the id “{kind.id}” is taken", "give the kind another id")
    kinds[kind.title] = kind


def _kind(id: str, node: Node, clauses: Clauses) -> DocumentKind:
    got = node.fields(*KIND_KEYS)
    asks = _asks(got["asks"]) if "asks" in got else {}
    layout = Layout(got["layout"].word(Layout))
    body, basis = _body(got["body"], asks, clauses)
    remedies = got["remedies"].text() if "remedies" in got else None
    if remedies is not None and not any(c.startswith(REMEDIES) for c in _clauses_in(got["body"])):
        got["remedies"].refuse(
            f"“{node.name}” must tell the remedies and its body has no clause for it",
            "add {clause: remedies}",
        )
    kind = DocumentKind(
        id=id,
        title=got["title"].text(),
        english=got["english"].text(),
        layout=layout,
        volume=Volume(got["volume"].word(Volume)) if "volume" in got else Volume.MAIN,
        order=got["order"].whole(1),
        basis=_citations(got["basis"]),
        cites=(*_citations(got["cites"]), *basis) if "cites" in got else basis,
        body=body,
        asks=asks,
        needs=tuple(one.text() for one in got["needs"].items()) if "needs" in got else (),
        addressee=_template(got["addressee"], asks) if "addressee" in got else (),
        series=got["series"].text() if "series" in got else "",
        sealed="sealed" in got and got["sealed"].truth(),
        remedies=remedies,
        retention=got["retention"].text() if "retention" in got else None,
        made_by=got["made_by"].word(MAKERS) if "made_by" in got else "organ",
        note=got["note"].text() if "note" in got else "",
        place=node.place,
    )
    _check(kind, got, node)
    return kind


def _check(kind: DocumentKind, got: Mapping[str, Node], node: Node) -> None:
    """What does not fit together."""
    if kind.series and kind.layout not in _NUMBERED:
        got["series"].refuse(
            f"a {kind.layout} bears no number of its own", "remove series, or make it a notice"
        )
    if (kind.layout is Layout.SHEET) is (kind.made_by == "organ"):
        node.refuse(
            f"“{kind.title}”: a sheet holds a paper that others made, other layouts papers of the organ",
            "layout: sheet goes with made_by",
        )
    used = {part.name for part in placeholders(kind) if part.root == "ask"}
    for name in kind.asks:
        if name not in used:
            got["asks"].refuse(f"nothing in the text shows the blank “{name}”", "add {room: …} or remove it")


def _series_once(kinds: Iterable[DocumentKind], found: Found) -> None:
    """Two kinds with one word would print one number twice."""
    first: dict[str, DocumentKind] = {}
    for kind in kinds:
        if kind.series and first.setdefault(kind.series, kind) is not kind and kind.place is not None:
            with found.part():
                Node(kind.id, kind.place).refuse(
                    f"“{kind.title}” and “{first[kind.series].title}” are both numbered by “{kind.series}”",
                    "give each kind a word of its own",
                )


def _asks(node: Node) -> dict[str, Ask]:
    asks = {}
    for name, member in node.members().items():
        if member.is_single():
            asks[name] = Ask(name, member.text())
        else:
            got = member.fields(("title",), ("lines",))
            asks[name] = Ask(name, got["title"].text(), got["lines"].whole(1) if "lines" in got else 1)
    return asks


def _citations(node: Node) -> tuple[str, ...]:
    """Articles in their short form; `none` for a paper of office practice that no article read names."""
    return () if node.raw == "none" else read_basis(node)


def _clauses_in(node: Node) -> list[str]:
    members = [item.map for item in node.items() if item.map is not None]
    return [member["clause"].raw for member in members if "clause" in member]


def _body(node: Node, asks: Mapping[str, Ask], clauses: Clauses) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    blocks: list[Block] = []
    basis: list[str] = []
    found = Found()
    for item in node.items():
        with found.part():
            if item.map is not None and "clause" in item.map:
                got = item.fields(("clause",), ONLY_KEYS)
                text, cited = clauses[got["clause"].word(clauses)]
                blocks.append(Line(text, only=_only(got)))
                basis += cited
            else:
                blocks.append(_block(item, asks))
    found.stop()
    return tuple(blocks), tuple(dict.fromkeys(basis))


def _block(item: Node, asks: Mapping[str, Ask]) -> Block:
    if item.map is None:
        return Line(_template(item, asks))
    match next(iter(item.map), ""):
        case "heading":
            return Line(_template(item.fields(("heading",))["heading"], asks), heading=True)
        case "text":
            got = item.fields(("text",), ONLY_KEYS)
            return Line(_template(got["text"], asks), only=_only(got))
        case "room":
            return Room(item.fields(("room",))["room"].word(asks))
        case "rows":
            return Rows(tuple(_row(row, asks) for row in item.fields(("rows",))["rows"].items()))
        case "grid":
            got = item.fields(("grid", "of"), ("least",))
            least = got["least"].whole(0) if "least" in got else 3
            return Grid(got["grid"].texts(), got["of"].text(), least)
        case "boxes":
            return Boxes(item.fields(("boxes",))["boxes"].texts())
        case "sign":
            return Signatures(item.fields(("sign",))["sign"].texts())
        case "dialogue":
            return Dialogue(item.fields(("dialogue",))["dialogue"].whole(1))
        case word:
            known = ("heading", "text", "room", "rows", "grid", "boxes", "sign", "dialogue", "clause")
            return item.refuse(f"“{word}” is no part of a document", did_you_mean(word, known).en)


def _only(got: Mapping[str, Node]) -> OnlyWith | None:
    if "only_with" not in got:
        return None
    without = got["without"].members() if "without" in got else {}
    return OnlyWith(
        _place(got["only_with"].text(), got["only_with"]),
        tuple((_place(path, node), node.texts()) for path, node in without.items()),
    )


def _place(path: str, node: Node) -> Placeholder:
    root, dot, name = path.partition(".")
    if not dot:
        node.refuse(f"“{path}” names no fact", "write root.name, such as decide.fine")
    return Placeholder(root, name)


def _row(node: Node, asks: Mapping[str, Ask]) -> Row:
    cells = node.items()
    if len(cells) not in (2, 4):
        node.refuse("a row has one or two pairs of label and value", "write [label, value] or [l, v, l, v]")
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return Row(tuple((label.text(), _template(value, asks)) for label, value in pairs))


def _template(node: Node, asks: Mapping[str, Ask]) -> Template:
    text = node.text()
    parts: list[str | Placeholder] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(_placeholder(match[1], node, asks))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    if any(isinstance(part, str) and ("{" in part or "}" in part) for part in parts):
        node.refuse("a brace without its partner", "write {root.name}, or full-width brackets in the text")
    return tuple(parts)


def _placeholder(word: str, node: Node, asks: Mapping[str, Ask]) -> Placeholder:
    match = _NAME.fullmatch(word)
    if match is None:
        node.refuse(f"{{{word}}} is no placeholder", "write {root.name} or {root.name:money}")
    root, name, form = match[1], match[2], match[3] or Form.PLAIN.value
    known: Iterable[str] | None = asks if root == "ask" else ROOTS.get(root)
    if known is not None and name not in known:
        node.refuse(f"there is no fact {root}.{name}", did_you_mean(name, known).en)
    if form not in tuple(Form):
        node.refuse(f"“{form}” is no way to write a fact", did_you_mean(form, tuple(Form)).en)
    return Placeholder(root, name, Form(form))
