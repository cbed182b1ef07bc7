"""Chinese that an English page may show: data, names and words of the law for which the packs have no English.

Everything else is text of the interface that nobody translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from plumbline.apps.casework.pages.number_words import series_words
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.procedures.document_kind import ROOTS

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_ARTICLE = r"(?:第[一二三四五六七八九十百〇零两\d]+[条款项]|（[一二三四五六七八九十]+）|[至、和])+"
_CITED = re.compile(
    rf"《[^》]+》(?:{_ARTICLE})?|[\u4e00-\u9fff〔〕\d]+(?: §|号 §| ¶)[\d¶ ()]+|[\u4e00-\u9fff]+{_ARTICLE}"
    r"|[\u4e00-\u9fff]+〔\d{4}〕\d+号|\d+号 \([一二三四五六七八九十]+\)"
)
"""Articles, and the numbers under which papers of the government are known."""
_SHOWN = ("aria-label", "title", "placeholder", "alt", "data-label")


def untranslated(content: bytes, data: Iterable[str]) -> set[str]:
    """Texts of the page that nobody translated; `data` are values that were typed or registered."""
    page = BeautifulSoup(content, "html.parser")
    for one in page.find_all(["script", "style", "svg"]) + page.find_all(attrs={"lang": re.compile("^zh")}):
        one.decompose()
    known = frozenset(data) | _of_packs()
    return {text for text in _texts(page) if not is_known(text, known)}


def read_in_english(
    client: Client, address: str, data: Iterable[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """What the page says in Chinese to somebody who reads English, under its address; the addresses of its menu."""
    cookie = settings.LANGUAGE_COOKIE_NAME
    client.cookies[cookie] = "en"
    answer = client.get(address, headers={"Accept-Language": "en"}, follow=address == "/")
    del client.cookies[cookie]
    if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.streaming:
        return {}, []
    found = untranslated(answer.content, data)
    menu = BeautifulSoup(answer.content, "html.parser").select("#pl-menu li a")
    return {address: sorted(found)} if found else {}, [str(one["href"]) for one in menu]


def menus_in_english(
    clients: Iterable[Client], seen: Mapping[str, Client], data: Iterable[str]
) -> tuple[dict[str, list[str]], int]:
    """The same of each one's first page and menu, but for addresses that the very same was asked for before; how many
    entries the menus have.
    """
    wrong: dict[str, list[str]] = {}
    entries = 0
    for client in clients:
        told, menu = read_in_english(client, "/", data)
        wrong |= told
        entries += len(menu)
        for address in menu:
            if seen.get(address) is not client:
                wrong |= read_in_english(client, address, data)[0]
    return wrong, entries


def is_known(text: str, known: frozenset[str]) -> bool:
    """Whether all that is Chinese in it is data, a citation or a word of the packs without English."""
    if text.lstrip(":, ") in known:
        return True
    left = _CITED.sub("", text)
    for value in sorted((one for one in known if one in left), key=len, reverse=True):
        left = left.replace(value, "")
    return _HAN.search(left) is None


def _texts(page: BeautifulSoup) -> Iterator[str]:
    yield from (str(text).strip() for text in page.stripped_strings if _HAN.search(text))
    for one in page.find_all(True):
        yield from (
            value for name in _SHOWN if isinstance(value := one.get(name), str) and _HAN.search(value)
        )


@cache
def _of_packs() -> frozenset[str]:
    """Blanks of papers, facts that papers ask for, gists, words of numbers: what stands in Chinese alone."""
    packs = shelf()
    kinds = packs.packs.documents.by_title.values()
    asked = {ask.title for kind in kinds for ask in kind.asks.values()}
    facts = {title for titles in ROOTS.values() for title in titles.values()}
    gists = {one.gist for rule in _rules() for basis in rule.basis for one in packs.gists(basis)}
    words = {f"({word})" for word in series_words().values()}
    return frozenset(asked | facts | gists | words)


def _rules() -> Iterator[object]:
    for name in shelf().procedures:
        yield from shelf().docket(name).procedure.rules


DATA: Final = frozenset(
    {
        *(
            "青石区",
            "局",
            "名称",
            "某",
            "错",
            "未按规定检测安全设备",
            "青石区恒岳机械加工有限公司",
            "立",
            "号",
        ),
        *("企业必须参加培训", "企业必须", "管理办法", "首次违法", "初次违法", "由实施机关填写", "基准"),
        *("督办函", "双公示·行政处罚（2019 版）"),
        *(
            "法治政府建设实施纲要",
            "三十四",
            "十二",
            "八",
            "表明身份",
            "当事人签字",
        ),  # citations, entries of registers
        *("案号", "案由", "程序", "立案日期", "结案日期", "当事人"),  # heads of the table of old files
        *("档号", "保管期限", "存放位置", "归档日期", "移交日期", "移交清单号", "接收单位"),
    }
)
"""Names and values of the district, and heads of tables that bear Chinese heads."""
