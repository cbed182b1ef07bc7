"""What a file is by its content: every kind is taken, all else is refused in words that say what it really is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from tests.builders import sample_files as sample

from plumbline.apps.attachments.content import Found
from plumbline.apps.attachments.errors import (
    Classified,
    FileRefused,
    HoldsActive,
    NotAccepted,
    NotWhole,
    TooLarge,
    TwoThings,
)
from plumbline.apps.attachments.inspecting import check_size, inspect, safe_name
from plumbline.apps.attachments.kinds import JPEG, KINDS, PDF, TXT

Look = Callable[..., Found]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def looked(data: bytes, name: str = "文件.jpg") -> Found:
        path = tmp_path / "file"
        path.write_bytes(data)
        return inspect(path, name)

    return looked


TAKEN = {
    "jpg": [sample.picture("JPEG")],
    "png": [sample.picture("PNG")],
    "webp": [sample.picture("WEBP")],
    "pdf": [sample.pdf()],
    "docx": [sample.docx()],
    "xlsx": [sample.xlsx()],
    "mp4": [sample.mp4()],
    "m4a": [sample.mp4(film=False, brand=b"M4A ")],
    "webm": [sample.webm(), sample.webm(live=True)],
    "weba": [sample.webm(film=False)],
    "mp3": [sample.mp3(), sample.mp3(tagged=True)],
    "wav": [sample.wav()],
    "txt": ["现场笔录\r\n".encode(), "\ufeff现场笔录".encode(), "现场笔录".encode("gb18030")],
}


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(TAKEN) == {kind.suffix for kind in KINDS}


@pytest.mark.parametrize("suffix", TAKEN)
def test_each_kind_is_taken_whatever_its_name(look: Look, suffix: str) -> None:
    for data in TAKEN[suffix]:
        found = look(data, "program.exe")
        assert (found.kind.suffix, found.without_place) == (suffix, None)


@pytest.mark.parametrize("suffix", [suffix for suffix in TAKEN if suffix != "txt"])
def test_each_kind_cut_off_is_refused(look: Look, suffix: str) -> None:
    for data in TAKEN[suffix]:
        if suffix == "mp3" or data == sample.webm(live=True):
            continue  # they do not say how long they are
        with pytest.raises(FileRefused):
            look(data[: len(data) * 2 // 3])


def test_pages_of_a_pdf_are_counted(look: Look) -> None:
    assert look(sample.pdf(pages=3)).pages == 3


@pytest.mark.parametrize(
    ("data", "zh"),
    [
        (b"MZ\x90\x00" + bytes(200), "Windows 可执行程序"),
        (b"\x7fELF\x02\x01" + bytes(200), "Linux 可执行程序"),
        (b"#!/bin/sh\nrm -rf x\n", "脚本"),
        (b"<!DOCTYPE html><html><body>hi</body></html>", "网页（HTML）"),
        ("你好<script>alert(1)</script>".encode(), "网页（HTML）"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "SVG 图片（可含脚本）"),
        (b'<svg onload="alert(1)">', "SVG 图片（可含脚本）"),
        (b"<?php system($_GET[1]);", "PHP 脚本"),
        (sample.zipped(), "压缩包（ZIP）"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "压缩包（RAR）"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Office 文件或者安装程序"),
        (b"GIF89a" + bytes(40), "GIF 图片"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(40), "HEIC 图片（手机相机设置中改为“兼容性最佳”）"),
        (sample.webm(kind=b"matroska"), "Matroska stream file"),
        (sample.mp4(brand=b"qt  "), "QuickTime movie file"),
        (b"\x00\x01\x02\x03\x04 what is this", "无法识别的内容"),
    ],
)
def test_what_is_refused_is_told_what_it_really_is(look: Look, data: bytes, zh: str) -> None:
    with pytest.raises(NotAccepted) as refused:
        look(data, "现场照片.jpg")
    assert refused.value.really_zh == zh
    assert f"“现场照片.jpg”的内容实际是{zh}" in refused.value.message()
    assert "PDF" in (refused.value.remedy() or "")


def with_comment(text: bytes) -> bytes:
    """A JPEG with a comment before everything else."""
    picture = sample.picture()
    return picture[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + picture[2:]


@pytest.mark.parametrize(
    ("data", "other"),
    [
        (sample.picture() + sample.zipped(), "压缩包（ZIP）"),
        (sample.picture(size=(1000, 800)) + b"<script>alert(1)</script>", "网页（HTML）"),
        (
            sample.picture()[:2] + b"\xff\xfe\x00\x19<script>alert(1)</script>"[:27] + sample.picture()[2:],
            "网页（HTML）",
        ),
        (with_comment(b"%PDF-1.7\n"), "PDF 文件"),
        (sample.picture("PNG") + b"MZ" + bytes(50), "Windows 可执行程序"),
        (sample.picture("WEBP") + sample.zipped(), "压缩包（ZIP）"),
        (sample.pdf() + b"MZ" + bytes(50), "Windows 可执行程序"),
        (sample.wav() + b"MZ" + bytes(50), "Windows 可执行程序"),
        (sample.mp3() + b"#!/bin/sh\nls", "脚本"),
        (sample.mp4() + b"<html><script>", "网页（HTML）"),
        (sample.webm() + sample.zipped(), "压缩包（ZIP）"),
    ],
)
def test_two_things_at_once_are_refused(look: Look, data: bytes, other: str) -> None:
    with pytest.raises(TwoThings) as refused:
        look(data)
    assert refused.value.other_zh == other


def test_an_archive_hidden_in_the_padding_of_a_recording_is_found(look: Look) -> None:
    data = bytearray(sample.mp4(data=1000))
    hidden = sample.zipped()
    data[-len(hidden) :] = hidden
    with pytest.raises(TwoThings) as refused:
        look(bytes(data))
    assert refused.value.other_zh == "压缩包（ZIP）"


def test_a_package_behind_something_else_is_refused(look: Look) -> None:
    with pytest.raises(NotAccepted) as refused:
        look(b"MZ" + bytes(100) + sample.docx())
    assert refused.value.really_zh == "Windows 可执行程序"
    with pytest.raises((TwoThings, NotWhole)):
        look(b"PK\x03\x04" + bytes(100) + sample.docx())


DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
LINK = (
    b'<Relationship Id="x" Type="%s" Target="http://example.invalid/" TargetMode="External"/></Relationships>'
)
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@pytest.mark.parametrize(
    ("added", "changed", "what"),
    [
        ({"word/vbaProject.bin": b"\xd0\xcf"}, {}, "宏"),
        ({}, {"[Content_Types].xml": (b"document.main+xml", b"document.macroEnabled.main+xml")}, "宏"),
        ({"word/embeddings/oleObject1.bin": b"x"}, {}, "内嵌的文件或者控件"),
        ({"word/media/image1.png": b"MZ" + bytes(9)}, {}, "程序（word/media/image1.png）"),
        ({"run.exe": b"x"}, {}, "程序（run.exe）"),
        (
            {},
            {DOCUMENT: (b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document")},
            "文档类型定义（DTD）",
        ),
        ({}, {RELATIONS: (b"</Relationships>", LINK % (OFFICE + b"attachedTemplate"))}, "指向外部的内容"),
    ],
)
def test_what_acts_inside_an_office_file_is_refused(
    look: Look, added: dict[str, bytes], changed: dict[str, tuple[bytes, bytes]], what: str
) -> None:
    with pytest.raises(HoldsActive) as refused:
        look(sample.repacked(sample.docx(), added, changed))
    assert refused.value.what_zh == what


def test_a_link_in_an_office_file_is_no_harm(look: Look) -> None:
    linked = sample.repacked(
        sample.docx(), {}, {RELATIONS: (b"</Relationships>", LINK % (OFFICE + b"hyperlink"))}
    )
    assert look(linked).kind.suffix == "docx"


def _script(writer: object) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    scripts = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), action])})
    names = DictionaryObject({NameObject("/JavaScript"): scripts})
    writer.root_object[NameObject("/Names")] = names  # type: ignore[attr-defined]


def _enclosed(writer: object) -> None:
    writer.add_attachment("a.exe", b"MZ")  # type: ignore[attr-defined]


def _launches(writer: object) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    )
    writer.root_object[NameObject("/OpenAction")] = action  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "what"),
    [(_script, "脚本（JavaScript）"), (_enclosed, "内嵌的文件"), (_launches, "自动执行的动作")],
)
def test_what_acts_inside_a_pdf_is_refused(look: Look, change: Callable[[object], None], what: str) -> None:
    with pytest.raises(HoldsActive) as refused:
        look(sample.changed_pdf(change))
    assert refused.value.what_zh == what


def test_an_encrypted_pdf_cannot_be_checked(look: Look) -> None:
    locked = sample.changed_pdf(lambda writer: writer.encrypt("geheim", algorithm="RC4-128"))
    with pytest.raises(NotWhole) as refused:
        look(locked)
    assert "已加密" in refused.value.message()


def test_an_empty_file(look: Look) -> None:
    with pytest.raises(NotWhole):
        look(b"")


def test_a_picture_with_too_many_pixels(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plumbline.apps.attachments.pictures.LARGEST_PICTURE", 64 * 48 - 1)
    with pytest.raises(NotWhole) as refused:
        look(sample.picture())
    assert "像素过多" in refused.value.message()


def test_each_kind_has_its_limit(look: Look) -> None:
    check_size(JPEG.limit, "a.jpg", JPEG)
    for kind in KINDS:
        with pytest.raises(TooLarge):
            check_size(kind.limit + 1, "a", kind)
    with pytest.raises(TooLarge) as refused:
        look(b"a" * (TXT.limit + 1), "长.txt")
    assert refused.value.message() == "“长.txt”超过大小限制：纯文本不超过 5 MB"


@pytest.mark.parametrize(
    ("data", "name", "mark"),
    [
        (sample.pdf("机密★1年\n\n关于某事的报告"), "a.pdf", "机密★1年"),
        (sample.pdf("首页\n#pagebreak()\n绝密 ★ 长期"), "a.pdf", "绝密★长期"),
        (sample.docx("秘密★10年", "通知"), "a.docx", "秘密★10年"),
        (sample.xlsx("台账", "密级：机密"), "a.xlsx", "密级:机密"),
        ("机 密\n报告".encode(), "a.txt", "机密"),
        ("【秘密】\n".encode("gb18030"), "a.txt", "秘密"),
        (sample.picture(), "机密★关于某事.jpg", "机密★"),
    ],
)
def test_a_mark_of_secrecy_stops_it(look: Look, data: bytes, name: str, mark: str) -> None:
    with pytest.raises(Classified) as refused:
        look(data, name)
    assert str(refused.value.mark).replace(" ", "") == mark
    assert "涉密不得上传" in (refused.value.remedy() or "")


@pytest.mark.parametrize(
    "text",
    [
        "涉及商业秘密、个人隐私的除外。",
        "遵守保守国家秘密法",
        "本案不涉及国家秘密\n机密性审查：无",
        "秘密级事项见另册",
    ],
)
def test_the_words_in_running_text_are_no_mark(look: Look, text: str) -> None:
    assert look(text.encode(), "a.txt").kind is TXT
    assert look(sample.pdf(text), "a.pdf").kind is PDF


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("现场照片.JPG", "现场照片.jpg"),
        ("C:\\a\\照片.jpeg", "照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("invoice\u202egpj.exe", "invoicegpj.exe.jpg"),
        ("a\x00b\n.png", "ab.png.jpg"),
        ('x"><script>.jpg', "x___script_.jpg"),
        ("...", "附件.jpg"),
        ("长" * 300 + ".jpg", "长" * 120 + ".jpg"),
    ],
)
def test_a_safe_name(name: str, safe: str) -> None:
    assert safe_name(name, JPEG) == safe
