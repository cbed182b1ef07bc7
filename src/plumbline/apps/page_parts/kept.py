"""What was worked out lately, under everything it rests on.

Only for what is made of its key and of what a process never changes (the packs, the catalogues). A key that holds the
very bytes of a record, the day, the language and every name used cannot lead to what is out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Kept(Generic[_Value]):
    """So many values; when they are too many, it starts anew."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Hashable, _Value] = {}

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The value under the key, made where it is not there."""
        found = self._values.get(key)
        if found is None:
            if len(self._values) >= self._most:
                self._values.clear()
            found = self._values[key] = make()
        return found

    def known(self, key: Hashable) -> _Value | None:
        """The value under the key, where it is there."""
        return self._values.get(key)
