"""A random draw that anyone can make again with nothing but the standard library.

1.  A seed of 32 random bytes is made, and SHA-256 of it, the commitment, is published before the list is known.
2.  The list is put into its one order: items by their UTF-8 bytes, one a line, each line ended by one LF. SHA-256 of
    these bytes is the hash of the list (`sha256sum list.txt`).
3.  Each item has a mark: HMAC-SHA256 with the seed as key over the item's UTF-8 bytes. The `count` items with the
    smallest marks are drawn, the smallest first; equal marks cannot be told apart from a broken hash, and then the
    order of the list decides.
4.  Seed, list, hash and result are published together, the bundle.

What it proves: whoever committed the seed could not choose it for the list, and whoever made the list later changed
nothing after its hash was published. It proves nothing about a list whose maker knew the seed; hence the list is made
by a rule from sealed records, and the page says which rule.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from plumbline.core.ledger.canonical import Json, read_json
from plumbline.core.ledger.errors import CanonicalError
from plumbline.core.oversight.draw_errors import (
    BundleUnreadable,
    ChosenOtherwise,
    CountUnusable,
    DrawMistake,
    ItemUnusable,
    ListChanged,
    OutOfOrder,
    SeedNotCommitted,
    SeedUnusable,
)

FORMAT: Final = "plumbline.draw/1"
SEED_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item that was drawn and the mark, in hexadecimal, by which it was."""

    item: str
    mark: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is published of a draw, as it was said; `mistakes` tells whether it is true."""

    commitment: str
    seed: str
    items: tuple[str, ...]
    list_hash: str
    chosen: tuple[Drawn, ...]


def read_seed(text: str) -> bytes:
    """The seed as bytes. Raises SeedUnusable for anything but 64 digits in lower case: one seed has one text."""
    if len(text) != 2 * SEED_BYTES or not set(text) <= set("0123456789abcdef"):
        raise SeedUnusable(length=len(text))
    return bytes.fromhex(text)


def commitment_of(seed: str) -> str:
    """SHA-256 of the seed's bytes, in hexadecimal: what is published beforehand."""
    return hashlib.sha256(read_seed(seed)).hexdigest()


def in_order(items: Iterable[str]) -> tuple[str, ...]:
    """The items in their one order. Raises ItemUnusable."""
    given = list(items)
    seen: set[str] = set()
    for line, item in enumerate(given, start=1):
        _check_item(line, item, seen)
        seen.add(item)
    return tuple(sorted(given, key=lambda item: item.encode("utf-8")))


def list_bytes(items: Iterable[str]) -> bytes:
    """The list as it is hashed and published; the order is the one given."""
    return "".join(f"{item}\n" for item in items).encode("utf-8")


def list_hash(items: Iterable[str]) -> str:
    """SHA-256 of the list as it stands, in hexadecimal."""
    return hashlib.sha256(list_bytes(items)).hexdigest()


def draw(items: Iterable[str], seed: str, count: int) -> Bundle:
    """The draw: the list is put in order first. Raises SeedUnusable, ItemUnusable, CountUnusable."""
    ordered = in_order(items)
    chosen = _chosen(ordered, read_seed(seed), count)
    return Bundle(commitment_of(seed), seed, ordered, list_hash(ordered), chosen)


def mistakes(bundle: Bundle) -> list[DrawMistake]:
    """Everything in the bundle that is not as the procedure makes it; empty when it holds.

    Raises SeedUnusable, ItemUnusable, CountUnusable for what could never have been drawn.
    """
    seed = read_seed(bundle.seed)
    ordered = in_order(bundle.items)
    found: list[DrawMistake] = []
    if (hashed := commitment_of(bundle.seed)) != bundle.commitment:
        found.append(SeedNotCommitted(committed=bundle.commitment, found=hashed))
    found += _order_mistake(bundle.items)
    if (hashed := list_hash(bundle.items)) != bundle.list_hash:
        found.append(ListChanged(published=bundle.list_hash, found=hashed))
    due = _chosen(ordered, seed, len(bundle.chosen))
    for rank, (right, said) in enumerate(zip(due, bundle.chosen, strict=True), start=1):
        if right != said:
            found.append(_otherwise(rank, right, said))
            break
    return found


def written(bundle: Bundle) -> dict[str, Json]:
    """The bundle as its file holds it."""
    return {
        "format": FORMAT,
        "commitment": bundle.commitment,
        "seed": bundle.seed,
        "list_sha256": bundle.list_hash,
        "list": list(bundle.items),
        "drawn": [{"item": one.item, "hmac_sha256": one.mark} for one in bundle.chosen],
    }


def read_bundle(data: bytes) -> Bundle:
    """The bundle in a file. Raises BundleUnreadable; members that others added (a round's number) are not looked at."""
    try:
        value = read_json(data)
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise BundleUnreadable(problem=f"format is not {FORMAT}")
        drawn = tuple(Drawn(_text(one["item"]), _text(one["hmac_sha256"])) for one in value["drawn"])
        return Bundle(
            _text(value["commitment"]),
            _text(value["seed"]),
            tuple(_text(one) for one in value["list"]),
            _text(value["list_sha256"]),
            drawn,
        )
    except (CanonicalError, KeyError, TypeError) as error:
        raise BundleUnreadable(problem=str(error)) from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _check_item(line: int, item: str, seen: set[str]) -> None:
    """One name has one writing: what looks alike on paper must be alike in bytes."""
    zh = en = ""
    if not item or item != item.strip():
        zh, en = "为空，或者首尾有空格", "it is empty, or has blanks at an end"
    elif any(unicodedata.category(one)[0] == "C" for one in item):
        zh, en = "含有控制字符或不可见字符", "it has control characters or signs that cannot be seen"
    elif unicodedata.normalize("NFC", item) != item:
        zh, en = "不是规范的字符组合（NFC）", "its characters are not composed (NFC)"
    elif item in seen:
        zh, en = "重复", "it stands twice"
    if zh:
        raise ItemUnusable(line=line, item=item, problem_zh=zh, problem_en=en)


def _chosen(ordered: Sequence[str], seed: bytes, count: int) -> tuple[Drawn, ...]:
    if not 1 <= count <= len(ordered):
        raise CountUnusable(count=count, length=len(ordered))
    marks = [Drawn(item, hmac.digest(seed, item.encode("utf-8"), "sha256").hex()) for item in ordered]
    return tuple(sorted(marks, key=lambda one: one.mark)[:count])


def _otherwise(rank: int, right: Drawn, said: Drawn) -> ChosenOtherwise:
    return ChosenOtherwise(
        rank=rank,
        expected=right.item,
        expected_mark=right.mark[:16],
        found=said.item,
        found_mark=said.mark[:16],
    )


def _order_mistake(items: Sequence[str]) -> list[DrawMistake]:
    """The first item that stands after one which comes later in order."""
    for line, (before, item) in enumerate(pairwise(items), start=2):
        if before.encode("utf-8") > item.encode("utf-8"):
            return [OutOfOrder(line=line, item=item, before=before)]
    return []
