"""Ids of new records and cases: in the order of time, and not to be guessed."""

from datetime import UTC, datetime
from random import Random
from uuid import RFC_4122, UUID

from hypothesis import given
from hypothesis import strategies as st

from plumbline.core.ledger.draft import id_in_order

NOW = 1_772_424_000_123_456
RANDOM = 74
"""Bits of chance in an id (RFC 9562 §5.7: rand_a and rand_b)."""


def test_example_of_rfc_9562_appendix_a6() -> None:
    """Made on 2022-02-22 14:22:22 -05:00; its random parts are CC3 and 18C4DC0C0C07398F."""
    at = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    chance = (0xCC3 << 64 | 0x18C4DC0C0C07398F).to_bytes(10, "big")
    assert id_in_order(int(at.timestamp()) * 1_000_000, lambda _size: chance) == (
        "017f22e279b07cc398c4dc0c0c07398f"
    )


@given(now=st.integers(0, 2**48 * 1_000 - 1), chance=st.binary(min_size=10, max_size=10))
def test_an_id_is_a_uuid_of_version_7(now: int, chance: bytes) -> None:
    made = id_in_order(now, lambda _size: chance)
    known = UUID(made)
    assert (known.hex, known.version, known.variant) == (made, 7, RFC_4122)
    assert known.int >> 80 == now // 1_000


@given(st.lists(st.integers(0, 4_000_000_000_000_000), min_size=2, max_size=9), st.randoms())
def test_ids_sort_as_their_milliseconds_do(times: list[int], chance: Random) -> None:
    made = [(now // 1_000, id_in_order(now, chance.randbytes)) for now in times]
    assert [at for at, _ in sorted(made, key=lambda one: one[1])] == sorted(now // 1_000 for now in times)


def test_every_bit_of_chance_but_those_of_version_and_variant_is_kept() -> None:
    """So nobody finds an id by trying: 2^74 of them belong to one millisecond."""
    made = {id_in_order(NOW, lambda _size, bit=bit: (1 << bit).to_bytes(10, "big")) for bit in range(80)}
    assert len(made - {id_in_order(NOW, lambda size: bytes(size))}) == RANDOM


def test_so_much_chance_is_asked_for() -> None:
    asked: list[int] = []

    def chance(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    id_in_order(NOW, chance)
    assert asked == [10]
