"""Addresses of mail and accounts of messengers, also where a line break or a space divides them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plumbline.core.disclosure.span import Kind, Plain, Span

_ENDS: Final = ("cn", "com", "net", "org", "edu", "gov", "top", "vip", "xyz", "example", "invalid", "test")
_CUT_END: Final = "|".join(f"{end[:at]}\n{end[at:]}" for end in _ENDS for at in range(1, len(end)))
_PART: Final = r"[\w-]+(?:\n(?=[a-z0-9-]{1,24}(?:\.[a-z-]{2,12})+(?![\w@.]))[\w-]+)?"
"""A line break inside is one of the address only where the next line goes on as a domain does."""
_DOMAIN: Final = (
    rf"(?:\n ?(?=[\w-]+\.[\w.-]+(?![\w@])))?{_PART}"
    rf"(?:\n?\.(?:(?:{_CUT_END})(?![\w@])|(?:\n(?=[a-z]))?{_PART}))+"
)
_AT: Final = r" ?\n?(?:@|[\[({【](?:at|AT|a)[\])}】]) ?"
_MAIL: Final = re.compile(rf"[A-Za-z0-9][\w.+-]{{0,63}}{_AT}{_DOMAIN}", re.ASCII)
_LABELLED_MAIL: Final = re.compile(
    r"(?:邮箱|邮件|邮址|信箱|(?<![A-Za-z])[Ee]-?[Mm]ail)(?:地址|账号|帐号)?[:为是由( ]{0,3}"
    rf"([A-Za-z0-9][\w.+-]{{0,40}}(?:\n[\w.+-]{{1,40}}){_AT}{_DOMAIN})",
    re.ASCII,
)
"""Behind its label the part before the sign may be divided by a line break too."""
_CALLED: Final = (
    r"(?: ?(?:号码|账号|帐号|账户|帐户|昵称|号|[Ii][Dd]))?"
    r"(?:[^。;\n0-9A-Za-z]{0,16}?(?<!单)号)?[:为是( “\"]{0,4}"
)
_MESSENGER: Final = re.compile(
    r"(?:[微薇][ \n]?信[ \n]?群?|抖音|快手|支付宝|小红书|陌陌|钉钉|闲鱼|旺旺|微博|淘宝|(?<![0-9A-Za-z])[QVv] ?信)"
    rf"(?:(?:转账?|"
    rf"付)[给到至](?=[:为 ]{{0,3}}[A-Za-z]))?{_CALLED}([A-Za-z0-9][\w@.\-]{{3,30}}(?:\n(?!(?:19|"
    rf"20)\d\d ?[年.\-/])(?:[0-9]\w{{0,12}}|(?=[\w\-]*\d)[\w\-]{{2,16}}))?)"
    r"|(?<![0-9A-Za-z])(?:[VvWw][Xx]|[Ww]e[Cc]hat|WECHAT)(?: ?(?:号码|账号|号|[Ii][Dd]))?[:为是( ]{1,3}"
    r"([A-Za-z0-9][\w@.\-]{4,30})",
    re.ASCII,
)
_QQ: Final = re.compile(
    r"(?:(?<![0-9A-Za-z])(?:[Qq]{2}|[Qq](?=号))(?!邮箱)群?|扣扣群?|企鹅号)"
    rf"{_CALLED}([A-Za-z][\w@.\-]{{3,30}}|[1-9](?:[ \-·.]{{0,2}}\d|\n(?!(?:19|20)\d\d ?[年.\-/])\d){{4,10}})"
    r"(?![0-9A-Za-z年月日元]|,\d{3}(?![\d \-]))",
    re.ASCII,
)
"""A number of five to eleven digits, in groups or in one."""


_OFFICE: Final = re.compile(r"(?:@|[\[({【](?:at|AT|a)[\])}】])(?:[\w-]+\.)*gov(?:\.[\w-]+)+$", re.ASCII)
"""An office's address: the domain is given to offices alone, and their addresses are there to be written to."""


def _is_office(mail: str) -> bool:
    return _OFFICE.search("".join(mail.split())) is not None


def contacts(read: Plain) -> Iterator[Span]:
    """Every address of mail and every account of a messenger, without addresses of offices."""
    for shape, part in ((_MAIL, 0), (_LABELLED_MAIL, 1)):
        for found in shape.finditer(read.text):
            if not _is_office(found[part]):
                yield read.span(found.start(part), found.end(part), Kind.CONTACT, "mail")
    for shape in (_MESSENGER, _QQ):
        for found in shape.finditer(read.text):
            part = 1 if found[1] else 2
            yield read.span(found.start(part), found.end(part), Kind.CONTACT, "messenger")
