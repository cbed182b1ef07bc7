"""Coordinates leave a picture or film, the picture itself does not change; thumbnails are small, upright and silent."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from tests.apps.attachments.conftest import Take
from tests.builders import sample_files as sample

from plumbline.apps.attachments import actions, queries
from plumbline.apps.attachments.errors import NotWhole
from plumbline.apps.attachments.pictures import thumbnail

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def held(hash: str) -> bytes:
    return b"".join(queries.file(hash).read())


def pixels(data: bytes) -> bytes:
    return Image.open(BytesIO(data)).convert("RGB").tobytes()


def gps(data: bytes) -> dict[int, object]:
    return dict(Image.open(BytesIO(data)).getexif().get_ifd(0x8825))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_coordinates_are_taken_out_and_nothing_else(take: Take, form: str) -> None:
    sent = sample.picture(form, place=True, turned=6)
    assert gps(sent)
    received = take(sent)
    kept = held(received.hash)
    assert received.place_removed
    assert gps(kept) == {}
    assert pixels(kept) == pixels(sent)
    assert len(kept) == received.size
    if form == "JPEG":
        assert Image.open(BytesIO(kept)).getexif()[0x0112] == 6
        assert Image.open(BytesIO(kept)).getexif()[0x010F] == "PHONE-1"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_of_the_act_stays_when_it_is_asked_for(take: Take, form: str) -> None:
    sent = sample.picture(form, place=True)
    received = take(sent, keep_place=True)
    assert (held(received.hash), received.place_removed) == (sent, False)


def test_a_picture_without_coordinates_is_kept_byte_for_byte(take: Take) -> None:
    sent = sample.picture()
    received = take(sent)
    assert (held(received.hash), received.place_removed) == (sent, False)


def test_xmp_that_tells_the_place_is_left_out(take: Take) -> None:
    out = BytesIO()
    told = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a exif:GPSLatitude="39,54.2N"/></x:xmpmeta>'
    Image.new("RGB", (8, 8)).save(out, "JPEG", xmp=told)
    assert b"GPSLatitude" in out.getvalue()
    assert b"GPSLatitude" not in held(take(out.getvalue()).hash)


def test_what_a_phone_puts_behind_the_picture_is_cut_off(take: Take) -> None:
    sent = sample.picture()
    for extra in (sample.picture(place=True), sample.mp4(), b"\x00" * 100):
        received = take(sent + extra)
        assert held(received.hash) == sent
        assert received.place_removed


def test_a_film_keeps_its_length_and_loses_its_place(take: Take) -> None:
    sent = sample.mp4(place="+39.9042+116.4074/")
    kept = held(take(sent, "a.mp4").hash)
    assert len(kept) == len(sent)
    assert b"+39.9042" in sent
    assert b"39.9" not in kept
    assert b"116.4" not in kept
    plain = sample.mp4()
    assert held(take(plain, "b.mp4").hash) == plain


@pytest.mark.parametrize(
    ("turned", "size"), [(1, (480, 240)), (3, (480, 240)), (6, (240, 480)), (8, (240, 480))]
)
def test_a_thumbnail_is_upright_and_without_metadata(turned: int, size: tuple[int, int]) -> None:
    made = Image.open(BytesIO(thumbnail(sample.picture(size=(1200, 600), turned=turned, place=True))))
    assert (made.format, made.size) == ("WEBP", size)
    assert dict(made.getexif()) == {}
    blue = {1: (10, 10), 3: (size[0] - 10, size[1] - 10), 6: (size[0] - 10, 10), 8: (10, size[1] - 10)}[
        turned
    ]
    red, _, strength = made.convert("RGB").getpixel(blue)  # type: ignore[misc]
    assert strength > red


def test_a_small_picture_is_not_blown_up() -> None:
    assert Image.open(BytesIO(thumbnail(sample.picture("PNG")))).size == (64, 48)


def test_a_picture_made_to_fill_the_memory_is_refused(take: Take) -> None:
    with pytest.raises(NotWhole):
        take(sample.bomb(), "a.png")


def test_a_films_own_picture_made_to_fill_the_memory_is_left_out(take: Take) -> None:
    film = take(sample.mp4(), "a.mp4").hash
    assert not actions.keep_poster(hash=film, data=sample.bomb())
    assert actions.keep_poster(hash=film, data=sample.picture())
