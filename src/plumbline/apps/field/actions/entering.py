"""What of a bundle can be opened is entered, in its order; what lies under a key that is not open waits.

A visit waits for its captures, and with it the later ones of its case. One that was planned waits for every earlier one
that is still sealed, as nobody sees whether that is of the same case; one begun from nothing has a case of its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric import rsa

from plumbline.apps.attachments.errors import FileRefused, final_kind
from plumbline.apps.field import store
from plumbline.apps.field.actions.files import take_file
from plumbline.apps.field.actions.receiving import Received, receive_visit
from plumbline.apps.field.bundle import Part, parts_of
from plumbline.apps.field.errors import BundleOfOtherOrgan, BundleUnreadable
from plumbline.apps.people.queries import acting
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.cases.field_visit import NotTaken, Visit, read_visit

Words = dict[str, str]
"""What opens single parts, by digest of what it is wrapped in."""


@dataclass(slots=True)
class OpenKey:
    """A recovery key that two people opened: by whom, what opens its parts (`private` finds it where it is here)."""

    by: tuple[str, ...]
    words: Words
    private: rsa.RSAPrivateKey | None = None

    def word(self, part: Part) -> bytes:
        """The key of that part; raises BundleUnreadable."""
        name = hashlib.sha256(part.wrapped).hexdigest()[:32]
        if name not in self.words and self.private is not None:
            self.words[name] = base64.b64encode(part.word(self.private)).decode()
        if name not in self.words:
            raise BundleUnreadable(problem=f"{part.kind} {part.id[:8]}")
        return base64.b64decode(self.words[name])


@dataclass(slots=True)
class Entered:
    """What became of a bundle: visits that are in, captures refused for good, visits that wait, by their key."""

    received: list[Received] = field(default_factory=list)
    refused: dict[str, NotTaken] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)


class Entering:
    """One way through a bundle, from its first part to its last."""

    def __init__(
        self,
        stream: BinaryIO,
        organ: str,
        keys: Mapping[str, OpenKey],
        now: int,
        today: int,
        others: Collection[str] = (),
    ) -> None:
        """`others` are keys that are not the organ's: a visit under one is of no case here."""
        self._stream, self._organ, self._keys, self._others = stream, organ, keys, others
        self._now, self._today = now, today
        self._sealed: set[str] = set()
        self._is_visit_sealed = False
        self._held: set[str] = set()
        self.done = Entered()

    def run(self) -> Entered:
        """Raises BundleUnreadable, BundleOfOtherOrgan; what was entered before stays."""
        for (kind, identity), group in groupby(parts_of(self._stream), lambda one: (one.kind, one.id)):
            parts = list(group)
            if any(one.key not in self._keys for one in parts):
                if kind != "visit" or any(one.key not in self._others for one in parts):
                    self._pass_over(kind, identity)
            elif kind == "visit":
                for one in parts:
                    self._visit(one)
            elif (not_taken := self._file(parts)) is not None:
                self.done.refused[identity] = not_taken
        return self.done

    def _pass_over(self, kind: str, identity: str) -> None:
        if kind != "visit":
            self._sealed |= {identity} if store.file(identity) is None else set()
        elif store.arrival_of(identity) is None:
            self._is_visit_sealed = True

    def _visit(self, part: Part) -> None:
        officer, key = self._officer(part), self._keys[part.key]
        visit = read_visit(json.loads(part.opened(self._stream, key.word(part)))).without(self.done.refused)
        if store.arrival_of(visit.id) is None and self._waits(visit):
            self._held.add(visit.case)
            self.done.waiting[part.key] += 1
            return
        self.done.received.append(
            receive_visit(person=officer, visit=visit, now=self._now, imported_by=key.by)
        )

    def _waits(self, visit: Visit) -> bool:
        behind = visit.case in self._held or (visit.planned and self._is_visit_sealed)
        return behind or any(one in self._sealed for one in visit.files)

    def _officer(self, part: Part) -> Person:
        """Whose the part says it is. Its head is not sealed: holders of one organ's key enter nothing for another."""
        officer = acting(part.account, Role.OFFICER, self._today)
        if officer.organ != self._organ:
            raise BundleOfOtherOrgan
        return officer

    def _file(self, parts: Sequence[Part]) -> NotTaken | None:
        """A capture, opened piece by piece: first for its hash, then to be kept; one piece is in memory at a time.

        How many there are is in each, so one left out is missed. Answers what is refused for good.
        """
        first = parts[0]
        if [one.number for one in parts] != list(range(first.of)):
            raise BundleUnreadable(problem=f"{len(parts)}/{first.of}")
        officer = self._officer(first)
        running, size = hashlib.sha256(), 0
        for data in self._pieces(parts):
            running.update(data)
            size += len(data)
        digest, pieces = running.hexdigest(), self._pieces(parts)
        try:
            take_file(
                person=officer, file=first.id, name=first.name, sha256=digest, chunks=pieces, now=self._now
            )
        except FileRefused as error:
            if why := final_kind(error):
                return NotTaken(why, digest, size)
            raise
        return None

    def _pieces(self, parts: Sequence[Part]) -> Iterator[bytes]:
        for one in parts:
            yield one.opened(self._stream, self._keys[one.key].word(one))
