"""The tags of our templates in parts too: `part`, `icon`, `translate`, `blocktranslate`, `csrf_token`.

Parts are drawn by Jinja2, pages by Django; whoever writes either writes the same tags. What does not change between two
drawings is settled when a part is compiled, once for each language: its texts and its icons stand in the code itself.
"""

from __future__ import annotations

import re

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from plumbline.apps.page_parts.icons import icon

_PLACE = re.compile(r"%\((\w+)\)s")
_Words = tuple[str, list[str]]


class Notation(Extension):
    """Reads our tags. `environment.words` translates, in the language for which the environment compiles."""

    tags = {"part", "icon", "translate", "blocktranslate", "csrf_token"}  # noqa: RUF012 - the library's own form

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """One tag."""
        tag = next(parser.stream)
        read = {
            "part": self._part,
            "icon": self._icon,
            "translate": self._translate,
            "blocktranslate": self._block,
            "csrf_token": self._token,
        }[tag.value]
        return nodes.Output(read(parser)).set_lineno(tag.lineno)

    def _part(self, parser: Parser) -> list[nodes.Expr]:
        """`{% part value %}`: another part inside this one."""
        return [_call("draw_part", parser.parse_expression(), nodes.Name("csrf_token", "load"))]

    def _icon(self, parser: Parser) -> list[nodes.Expr]:
        name = parser.parse_expression()
        if isinstance(name, nodes.Const):
            return [nodes.TemplateData(icon(name.value))]
        return [_call("draw_icon", name)]

    def _token(self, parser: Parser) -> list[nodes.Expr]:
        return [_call("hidden_token", nodes.Name("csrf_token", "load"))]

    def _translate(self, parser: Parser) -> list[nodes.Expr]:
        text = parser.stream.expect("string").value
        return [nodes.TemplateData(self._words(text))]

    def _block(self, parser: Parser) -> list[nodes.Expr]:
        """`{% blocktranslate count n=… with name=… %}…{% plural %}…{% endblocktranslate %}`."""
        counted, values = self._given(parser)
        text, names = self._text(parser)
        if parser.stream.current.test("name:plural"):
            next(parser.stream)
            parser.stream.expect("block_end")
            many, further = self._text(parser)
            next(parser.stream)
            if counted is None:
                parser.fail("a plural needs `count name=value`")
            shown = [
                nodes.Pair(nodes.Const(name), values.get(name, nodes.Name(name, "load")))
                for name in dict.fromkeys([*names, *further])
            ]
            return [_call("counted_text", nodes.Const(text), nodes.Const(many), counted, nodes.Dict(shown))]
        next(parser.stream)
        return _pieces(self._words(text), values)

    def _given(self, parser: Parser) -> tuple[nodes.Expr | None, dict[str, nodes.Expr]]:
        """What the opening tag names."""
        stream, counted = parser.stream, None
        values: dict[str, nodes.Expr] = {}
        counts = False
        while stream.current.type != "block_end":
            word = stream.expect("name").value
            if stream.current.type == "assign":
                next(stream)
                values[word] = parser.parse_expression()
                counted, counts = (values[word] if counts else counted), False
            else:
                counts = word == "count"
        next(stream)
        return counted, values

    def _text(self, parser: Parser) -> _Words:
        """The text up to the next tag, with its places as the catalogue writes them; the stream stands on the tag."""
        stream, found, names = parser.stream, [], []
        while True:
            if stream.current.type == "data":
                found.append(next(stream).value.replace("%", "%%"))
            elif stream.skip_if("variable_begin"):
                names.append(stream.expect("name").value)
                found.append(f"%({names[-1]})s")
                stream.expect("variable_end")
            else:
                stream.expect("block_begin")
                if not stream.current.test_any("name:plural", "name:endblocktranslate"):
                    parser.fail("a text to translate holds nothing but words and names")
                return "".join(found), names

    def _words(self, text: str) -> str:
        translated: str = self.environment.words(text)  # type: ignore[attr-defined]
        return translated


def _pieces(text: str, values: dict[str, nodes.Expr]) -> list[nodes.Expr]:
    """A text cut at its places."""
    return [
        values.get(piece, nodes.Name(piece, "load"))
        if at % 2
        else nodes.TemplateData(piece.replace("%%", "%"))
        for at, piece in enumerate(_PLACE.split(text))
    ]


def _call(name: str, *given: nodes.Expr) -> nodes.Expr:
    return nodes.Call(nodes.Name(name, "load"), list(given), [], None, None)
