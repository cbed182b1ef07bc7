"""Handed out only after the caller's check, in whole or in part, never as something that could act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory
from tests.apps.attachments.conftest import Take
from tests.builders import sample_files as sample

from plumbline.apps.attachments.errors import NoSuchFile
from plumbline.apps.attachments.serving import serve, serve_thumbnail

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

SOUND = sample.wav()


class Refused(Exception):
    pass


def refuse(_file: object) -> None:
    raise Refused


ANSWERS: list[Any] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """The server closes every answer, whether it was read to its end or not."""
    yield
    while ANSWERS:
        ANSWERS.pop().close()


def asked(hash: str, method: str = "get", **more: Any) -> Any:
    headers = {name.replace("_", "-"): value for name, value in more.pop("headers", {}).items()}
    request = getattr(RequestFactory(), method)("/f", headers=headers)
    answer = serve(request, hash, **{"may": lambda _file: None, **more})
    ANSWERS.append(answer)
    return answer


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_nobody_gets_a_byte_before_the_caller_said_so(take: Take) -> None:
    hash = take(sample.picture(), "a.jpg").hash
    with pytest.raises(Refused):
        asked(hash, may=refuse)
    with pytest.raises(Refused):
        serve_thumbnail(RequestFactory().get("/f"), hash, may=refuse)
    with pytest.raises(NoSuchFile):
        asked("sha256:" + "0" * 64)


def test_every_answer_is_harmless(take: Take) -> None:
    hash = take(sample.picture(), "a.jpg").hash
    answers = [
        asked(hash),
        asked(hash, headers={"Range": "bytes=0-9"}),
        asked(hash, headers={"Range": "bytes=99999999-"}),
        asked(hash, headers={"If_None_Match": f'"{hash}"'}),
        serve_thumbnail(RequestFactory().get("/f"), hash, may=lambda _file: None),
    ]
    assert [answer.status_code for answer in answers] == [200, 206, 416, 304, 200]
    for answer in answers:
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none';")
        assert answer["Content-Security-Policy"].endswith("; sandbox")
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (sample.picture(), True),
        (sample.mp4(), True),
        (SOUND, True),
        ("笔录".encode(), True),
        (sample.pdf(), False),
        (sample.docx(), False),
        (sample.xlsx(), False),
    ],
)
def test_what_the_page_shows_is_inline_and_the_rest_is_downloaded(
    take: Take, data: bytes, shown: bool
) -> None:
    hash = take(data, '笔录"\r\n1').hash
    told = asked(hash)["Content-Disposition"]
    assert told.startswith("inline" if shown else "attachment")
    assert "\n" not in told
    assert asked(hash, download=True)["Content-Disposition"].startswith("attachment")
    assert "filename*=utf-8''%E8%AF%81.jpg" in asked(hash, name="证.jpg")["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked_for", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=44-", (44, len(SOUND))),
        ("bytes=-5", (len(SOUND) - 5, len(SOUND))),
        ("bytes=-999999", (0, len(SOUND))),
        ("bytes=5-999999", (5, len(SOUND))),
        ("bytes=5-" + "9" * 5000, (5, len(SOUND))),
        ("bytes=-" + "9" * 5000, (0, len(SOUND))),
        ("bytes=" + "0" * 5000 + "5-7", (5, 8)),
    ],
)
def test_a_part_of_a_recording(take: Take, asked_for: str, part: tuple[int, int]) -> None:
    answer = asked(take(SOUND, "a.wav").hash, headers={"Range": asked_for})
    start, end = part
    assert answer.status_code == 206
    assert body(answer) == SOUND[start:end]
    assert answer["Content-Range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
    assert answer["Content-Length"] == str(end - start)


@pytest.mark.parametrize(
    "asked_for", ["bytes=-0", f"bytes={len(SOUND)}-", "bytes=999999-1000000", "bytes=" + "9" * 5000 + "-"]
)
def test_a_part_that_is_not_there(take: Take, asked_for: str) -> None:
    answer = asked(take(SOUND, "a.wav").hash, headers={"Range": asked_for})
    assert (answer.status_code, body(answer), answer["Content-Range"]) == (416, b"", f"bytes */{len(SOUND)}")


@pytest.mark.parametrize(
    "asked_for", ["", "bytes=-", "bytes=9-3", "bytes=0-1,4-5", "seconds=1-2", "bytes=a-b"]
)
def test_what_is_no_single_range_gets_the_whole(take: Take, asked_for: str) -> None:
    answer = asked(take(SOUND, "a.wav").hash, headers={"Range": asked_for})
    assert (answer.status_code, body(answer), answer["Accept-Ranges"]) == (200, SOUND, "bytes")


def test_a_part_of_what_is_no_longer_the_same_is_the_whole(take: Take) -> None:
    hash = take(SOUND, "a.wav").hash
    for tag, status in ((f'"{hash}"', 206), ('"other"', 200)):
        assert asked(hash, headers={"Range": "bytes=0-1", "If_Range": tag}).status_code == status


def test_head_tells_and_sends_nothing(take: Take) -> None:
    answer = asked(take(SOUND, "a.wav").hash, "head")
    assert (body(answer), answer["Content-Length"]) == (b"", str(len(SOUND)))


def test_a_personal_file_stays_in_no_cache_and_its_plain_hash_is_not_told(take: Take) -> None:
    received = take(SOUND, "a.wav", personal=True)
    answer = asked(received.hash)
    assert answer["Cache-Control"] == "private, no-store"
    plain = take(SOUND, "a.wav").hash.removeprefix("sha256:")
    assert all(plain not in value for _, value in answer.items())
