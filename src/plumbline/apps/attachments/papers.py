"""Papers: PDF, Word, Excel and plain text, with the text in which a mark of secrecy is looked for."""

from __future__ import annotations

import html
import re
import zipfile
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from plumbline.apps.attachments.content import Content, Found
from plumbline.apps.attachments.foreign import markup_in, really
from plumbline.apps.attachments.kinds import DOCX, MEGABYTE, PDF, TXT, XLSX

PAGES_READ = 30
"""Pages of a PDF in which a mark is looked for; marks stand on the first one."""
LARGEST_UNPACKED = 512 * MEGABYTE
_PART_READ = 16 * MEGABYTE
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|si|row)>")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
_UNREADABLE = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OSError,
)


def check_pdf(content: Content) -> Found:
    """A PDF: opens without a password, holds no scripts, programs or hidden files, nothing behind its end."""
    end = content.data.rfind(b"%%EOF")
    if end < 0:
        raise content.cut_off()
    if rest := content.data[end + 5 :].strip(b"\r\n\t \x00"):
        raise content.two_things(PDF, really(rest[:4096]))
    try:
        reader = PdfReader(content.path)
        if reader.is_encrypted:
            raise content.damaged("已加密", "it is encrypted")
        what, pages = _acts(reader), len(reader.pages)
        text = "\n".join(page.extract_text() for page in reader.pages[:PAGES_READ])
    except _UNREADABLE as error:
        raise content.damaged(f"PDF 无法解析：{error}", f"the PDF cannot be read: {error}") from error
    if what:
        raise content.active(*what)
    if not pages:
        raise content.damaged("没有页面", "it has no pages")
    return Found(PDF, pages=pages, text=text)


def _acts(reader: PdfReader) -> tuple[str, str] | None:
    root: Any = reader.trailer["/Root"]
    names: Any = root.get("/Names", {})
    names = names.get_object() if hasattr(names, "get_object") else names
    if "/JavaScript" in names:
        return "脚本（JavaScript）", "scripts (JavaScript)"
    if "/EmbeddedFiles" in names:
        return "内嵌的文件", "embedded files"
    for holder in (root, *reader.pages):
        for key in ("/OpenAction", "/AA"):
            if key in holder and _is_unsafe(holder[key]):
                return "自动执行的动作", "actions that run by themselves"
    return None


def _is_unsafe(action: Any, depth: int = 0) -> bool:
    """Whether an action, or one of those under it, runs a script or a program."""
    action = action.get_object() if hasattr(action, "get_object") else action
    if not hasattr(action, "get") or depth > 4:
        return False
    if action.get("/S") in ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm"):
        return True
    return any(
        _is_unsafe(action[key], depth + 1) for key in action if key not in ("/S", "/D", "/P", "/Parent")
    )


def check_office(content: Content) -> Found:
    """A Word document or Excel sheet: a sound package without macros, programs or document types."""
    try:
        with zipfile.ZipFile(content.path) as package:
            return _package(content, package)
    except (
        zipfile.BadZipFile,
        EOFError,
        ValueError,
        KeyError,
        OSError,
        RuntimeError,
    ) as error:
        if not _ends_as_zip(content):
            raise content.cut_off() from error
        raise content.damaged(f"压缩包有误：{error}", f"its package is broken: {error}") from error


def _package(content: Content, package: zipfile.ZipFile) -> Found:
    entries = package.infolist()
    if not (kind := next((k for k in map(_MAIN.get, _types(package)) if k), None)):
        raise content.active("宏", "macros") if _has_macros(package) else Foreign()
    if _has_macros(package):
        raise content.active("宏", "macros")
    first = min(entry.header_offset for entry in entries)
    if first or package.comment or not _ends_as_zip(content):
        raise content.two_things(kind, ("其他内容", "something else"))
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise content.damaged("解压后过大", "it unpacks to too much")
    texts = []
    for entry in entries:
        name = entry.filename.lower()
        if name.startswith("/") or ".." in name.split("/"):
            raise content.damaged("内部路径有误", "a path inside is wrong")
        if not name.endswith((".xml", ".rels", "/")):
            _check_part(content, name, package.open(entry).read(4096))
            continue
        if not entry.is_dir():
            texts.append(_xml(content, name, package.open(entry).read(_PART_READ)))
    return Found(kind, text="\n".join(filter(None, texts)))


class Foreign(Exception):
    """A sound package of something else."""


def _types(package: zipfile.ZipFile) -> list[str]:
    try:
        listed = package.read("[Content_Types].xml").decode("utf-8", "replace")
    except KeyError:
        return []
    return re.findall(r'ContentType="([^"]+)"', listed)


def _has_macros(package: zipfile.ZipFile) -> bool:
    return any(
        "macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in _types(package)
    ) or any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in package.namelist())


def _check_part(content: Content, name: str, head: bytes) -> None:
    if "/embeddings/" in name or "/activex/" in name:
        raise content.active("内嵌的文件或者控件", "embedded files or controls")
    if head.startswith((b"MZ", b"\x7fELF", b"#!")) or name.endswith(
        (".exe", ".dll", ".js", ".vbs", ".bat", ".ps1")
    ):
        raise content.active(f"程序（{name}）", f"a program ({name})")


def _xml(content: Content, name: str, data: bytes) -> str:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise content.active("文档类型定义（DTD）", "a document type definition (DTD)")
    text = data.decode("utf-8", "replace")
    if name.endswith(".rels"):
        for relation in re.findall(r"<Relationship\b[^>]*>", text):
            if 'TargetMode="External"' in relation and not re.search(r'Type="[^"]*/hyperlink"', relation):
                raise content.active("指向外部的内容", "content fetched from elsewhere")
        return ""
    return html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", text)))


def _ends_as_zip(content: Content) -> bool:
    """The directory's end stands at the very end, without a comment."""
    return content.data[-22:-18] == b"PK\x05\x06"


def check_text(content: Content) -> Found | None:
    """Plain text in UTF-8 or GB 18030; None when it is no text."""
    data = bytes(content.data[: TXT.limit + 1])
    if _CONTROL.search(data) or data.startswith((b"#!", b"\xff\xfe", b"\xfe\xff")) or markup_in(data):
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return Found(TXT, text=data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return None
