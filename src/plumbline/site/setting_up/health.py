"""What goes wrong unseen on a site: each look says what it found and what to do.

Nothing is changed. The framework must be set up; `now` is an instant (µs UTC), `today` a day since 1970-01-01 in
Shanghai.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from plumbline.core.authority.role import Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.data_file.errors import PackErrors
from plumbline.core.errors import PlumblineError
from plumbline.site.setting_up.backup import last_backup
from plumbline.site.setting_up.new_site import OFFICES

State = Literal["ok", "look", "wrong"]
_SECOND: Final = 1_000_000
_MINUTE: Final = 60 * _SECOND
_DAY: Final = 86_400 * _SECOND
LAG: Final = 60.0
"""Seconds after which a record that is not sealed says that nobody seals; it takes two."""
JOBS_LATE: Final = 15 * _MINUTE
LEAST_SPACE: Final = 5 * 1024**3
OLDEST_BACKUP: Final = 2 * _DAY


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found, in Chinese and English; `look` is no defect, and somebody should know of it."""

    what_zh: str
    what_en: str
    state: State
    found_zh: str
    found_en: str
    remedy_zh: str = ""
    remedy_en: str = ""


def looks(now: int, today: int) -> Iterator[Look]:
    """One after another; where tables or calendar are not as they should be, what rests on them is left out."""
    yield from _settings()
    tables = _tables()
    yield tables
    if tables.state == "wrong":
        return
    for look in (_ownership, _key, lambda: _sealing(now), lambda: _jobs(now), _space):
        yield look()
    yield _calendar(today)
    with suppress(PackErrors):  # said of the calendar already: what cannot read it leaves no procedure to ask
        yield from (_administrators(today), _organ())
    yield from (_statutes(), _witness(now), _backup(now))


def _settings() -> Iterator[Look]:
    hosts = bool(settings.ALLOWED_HOSTS)
    yield Look(
        "主机名", "host names", "ok" if hosts else "wrong",
        "、".join(settings.ALLOWED_HOSTS) or "没有设置", ", ".join(settings.ALLOWED_HOSTS) or "none",
        "" if hosts else "在 PLUMBLINE_HOSTS 中写明访问用的主机名",
        "" if hosts else "name the host of the desk in PLUMBLINE_HOSTS",
    )  # fmt: skip
    is_demo = settings.LEDGER_ORIGIN.startswith("plumbline.invalid")
    yield Look(
        "账本名称", "name of the log", "wrong" if is_demo else "ok",
        settings.LEDGER_ORIGIN, settings.LEDGER_ORIGIN,
        "第一条记录之前设置 PLUMBLINE_LEDGER_ORIGIN" if is_demo else "",
        "set PLUMBLINE_LEDGER_ORIGIN before the first record" if is_demo else "",
    )  # fmt: skip


def _tables() -> Look:
    executor = MigrationExecutor(connection)
    left = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not left:
        return Look("数据表", "tables", "ok", connection.vendor, connection.vendor)
    return Look(
        "数据表", "tables", "wrong",
        f"有 {len(left)} 项更新没有执行", f"{len(left)} updates are not made",
        "plumbline manage migrate，然后 plumbline rebuild", "plumbline manage migrate, then plumbline rebuild",
    )  # fmt: skip


def _ownership() -> Look:
    what = "数据库账户", "account of the database"
    if connection.vendor != "postgresql":
        return Look(*what, "ok", "SQLite 文件只归服务账户", "a SQLite file of the service's account alone")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(relowner) = current_user FROM pg_class WHERE oid = 'ledger_record'::regclass"
        )
        (owns,) = cursor.fetchone()
    if not owns:
        return Look(*what, "ok", "不是数据表的所有者", "it does not own the tables")
    return Look(
        *what, "look", "是数据表的所有者，能够停用防篡改触发器", "it owns the tables and could drop their triggers",
        "日常服务改用另一个账户：plumbline ledger grant", "serve under another account: plumbline ledger grant",
    )  # fmt: skip


def _key() -> Look:
    from plumbline.apps.ledger_store.actions import read_key_file  # noqa: PLC0415 - needs the framework set up

    what = "签名密钥", "signing key"
    path = os.environ.get("PLUMBLINE_LEDGER_KEY", "")
    if not path:
        return Look(
            *what, "look", "本进程没有密钥", "this process knows none",
            "只有封存进程需要；在那里设置 PLUMBLINE_LEDGER_KEY",
            "the sealing process alone needs it: PLUMBLINE_LEDGER_KEY",
        )  # fmt: skip
    try:
        key = read_key_file(Path(path), settings.LEDGER_ORIGIN).key
    except PlumblineError as error:
        told = error.message("zh"), error.message("en"), error.remedy("zh") or "", error.remedy("en") or ""
        return Look(*what, "wrong", *told)
    return Look(*what, "ok", key.text, key.text)


def _sealing(now: int) -> Look:
    from plumbline.apps.ledger_store.status import status  # noqa: PLC0415

    found = status(now=now)
    late = found.unsealed > 0 and found.lag > LAG
    told = (
        f"{found.records} 条记录，未封存 {found.unsealed} 条",
        f"{found.records} records, {found.unsealed} not sealed",
    )
    if not late:
        return Look("封存", "sealing", "ok", *told)
    return Look(
        "封存", "sealing", "wrong", *told,
        "启动 plumbline serve 或者 plumbline ledger seal", "start plumbline serve, or plumbline ledger seal",
    )  # fmt: skip


def _jobs(now: int) -> Look:
    from plumbline.apps.jobs import queries  # noqa: PLC0415

    what = "后台任务", "jobs"
    asked = [one.due_at for one in queries.scheduled() if one.due_at is not None]
    dead = queries.counts().get("dead", 0)
    if not asked or now - max(asked) > JOBS_LATE:  # some tasks are asked for every minute
        return Look(
            *what, "wrong", "没有进程在做", "no process does them",
            "启动 plumbline serve 或者 plumbline worker", "start plumbline serve, or plumbline worker",
        )  # fmt: skip
    if dead:
        return Look(
            *what, "look", f"{dead} 项任务多次失败", f"{dead} jobs failed for good",
            "见“后台任务”页", "see the page “Jobs”",
        )  # fmt: skip
    return Look(*what, "ok", "正常", "in time")


def _space() -> Look:
    what = "数据文件夹", "folder of data"
    folder = Path(settings.DATA)
    if not os.access(folder, os.W_OK):
        return Look(
            *what,
            "wrong",
            f"{folder} 不能写入",
            f"{folder} cannot be written to",
            "改正归属和权限",
            "mend owner and mode",
        )
    free = shutil.disk_usage(folder).free
    told = f"剩余 {free // 1024**3} GB", f"{free // 1024**3} GB are free"
    if free < LEAST_SPACE:
        return Look(
            *what,
            "wrong",
            *told,
            "扩大磁盘，或者把附件移到对象存储",
            "make room, or move files to an object store",
        )
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & stat.S_IROTH:
        return Look(
            *what,
            "look",
            "其他用户可以读取",
            "others can read it",
            f"chmod 750 {folder}",
            f"chmod 750 {folder}",
        )
    return Look(*what, "ok", *told)


def _administrators(today: int) -> Look:
    from plumbline.apps.people import queries  # noqa: PLC0415

    lacking = [office for office in OFFICES if not queries.holders(office, today)]
    what = "三员", "the three administrators"
    if not lacking:
        return Look(*what, "ok", "齐全，互不兼任", "there, and three people")
    zh, en = ("、".join(map(Role.title, lacking)), ", ".join(one.title("en") for one in lacking))
    return Look(
        *what,
        "wrong",
        f"缺 {zh}",
        f"lacking: {en}",
        "由安全管理员授予",
        "the security administrator grants it",
    )


def _organ() -> Look:
    from plumbline.apps.people import queries  # noqa: PLC0415

    number = settings.SUPERVISING_ORGAN
    known = queries.entry("organ", number) if number else None
    what = "监督机关", "supervising organ"
    if known is not None:
        return Look(*what, "ok", known.name, known.name)
    return Look(
        *what, "wrong", f"“{number}”没有登记", f"“{number}” is not registered",
        "登记机关，并在 PLUMBLINE_SUPERVISING_ORGAN 写明编号", "register it and name it in PLUMBLINE_SUPERVISING_ORGAN",
    )  # fmt: skip


def _calendar(today: int) -> Look:
    from plumbline.apps.operations import calendar  # noqa: PLC0415

    what = "放假安排", "holiday notice"
    try:
        year, unused = calendar.awaited(today), calendar.unused()
    except PackErrors as error:
        first = error.errors[0]
        zh, en = (f"{first.file}:{first.line} {first.message(one)}" for one in ("zh", "en"))
        return Look(*what, "wrong", zh, en, first.remedy("zh") or "", first.remedy("en") or "")
    if year is not None:
        folder = calendar.folder()
        return Look(
            *what, "wrong" if year <= date_of(today).year else "look",
            f"{year} 年的尚未安装", f"that of {year} is not installed",
            f"系统管理员在“工作日历”页录入，文件放入 {folder}，重启服务",
            f"the system administrator enters it on the page of the calendar; put the file into {folder} and restart",
        )  # fmt: skip
    if unused:
        told = "、".join(map(str, unused)), ", ".join(map(str, unused))
        return Look(
            *what, "look", f"{told[0]} 年以程序自带的为准，本站的文件不再使用",
            f"for {told[1]} the program's own notice counts, the site's file no more",
            f"核对一致后，从 {calendar.folder()} 删除", f"compare both, then delete it from {calendar.folder()}",
        )  # fmt: skip
    return Look(
        *what, "ok", f"已安装（{calendar.calendar().version}）", f"installed ({calendar.calendar().version})"
    )


def _statutes() -> Look:
    from plumbline.apps.pack_store.queries import open_library  # noqa: PLC0415
    from plumbline.apps.pack_store.shelf import shelf  # noqa: PLC0415

    texts = len(open_library(settings.LIBRARY, shelf().registry).editions)
    what = "法规原文", "texts of statutes"
    if texts:
        return Look(*what, "ok", f"{texts} 部", f"{texts} texts")
    return Look(
        *what, "look", "没有导入，页面只显示要旨", "none: pages show gists alone",
        "plumbline law import 文件夹", "plumbline law import FOLDER",
    )  # fmt: skip


def _witness(now: int) -> Look:
    from plumbline.apps.ledger_store.status import status  # noqa: PLC0415

    seen = [one.timestamp * _SECOND for one in status(now=now).witnesses]
    what = "见证", "witness"
    if seen and now - max(seen) < 7 * _DAY:
        return Look(*what, "ok", "七日内有见证", "within seven days")
    return Look(
        *what, "look", "七日内没有见证，时间无从证明", "none within seven days: times are not proved",
        "见 docs/how-to/ledger-keys.zh-CN.md", "see docs/how-to/ledger-keys.md",
    )  # fmt: skip


def _backup(now: int) -> Look:
    made = last_backup(Path(settings.DATA))
    what = "备份", "backup"
    if made is not None and now - made < OLDEST_BACKUP:
        return Look(*what, "ok", "两日之内", "within two days")
    return Look(
        *what, "look", "两日内没有备份", "none within two days",
        "每夜运行 plumbline site backup 文件夹", "run plumbline site backup FOLDER every night",
    )  # fmt: skip
