"""A new site: folder, key, tables, the supervising organ, three administrators, and last the file of its settings.

Whatever is there already is taken as it is, so a set-up that was broken off is run again and goes on. The framework
must not be set up yet: its settings are read from what is put into the environment here.

Errors
------
InputError
├── SiteThere    the folder holds a site, or the database one that others look after
└── PlanUnfit    what was said of the new site cannot be
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plumbline.core.authority.role import ADMINISTRATORS, Role
from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import InputError
from plumbline.core.facts.record import Value
from plumbline.site.setting_up.env_file import NAME, write_env_file

OFFICES: Final = (Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN)
assert set(OFFICES) == ADMINISTRATORS
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_NOTE: Final = """Settings of a Plumbline site. Secret: whoever reads this can sign in as anybody.
准绳站点的设置，须保密。"""


class SiteThere(InputError):
    """The folder holds a site already, or the database one that others look after."""

    zh = "{where} 已有站点"
    en = "there is a site already in {where}"
    remedy_zh = "换一个空文件夹、空数据库；检查已有站点用 plumbline --env 设置文件 site check"
    remedy_en = "name an empty folder and an empty database; plumbline --env FILE site check looks at a site"


class PlanUnfit(InputError):
    """What was said of the new site cannot be."""

    zh = "{what_zh}“{value}”无法使用：{problem_zh}"
    en = "the {what_en} “{value}” cannot be used: {problem_en}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site begins with. `division` is the district's code of GB/T 2260.

    `administrators` are user name and name, by office.
    """

    folder: Path
    host: str
    district: str
    division: str
    organ_no: str
    organ_name: str
    organ_word: str
    administrators: Mapping[Role, tuple[str, str]]
    database: str = ""

    def check(self) -> None:
        """Raises PlanUnfit."""
        if not re.fullmatch(r"\d{6}", self.division):
            raise _unfit(
                "行政区划代码", "division code", self.division, "应为六位数字", "six digits are wanted"
            )
        if not _HOST.fullmatch(self.host):
            raise _unfit(
                "主机名", "host", self.host, "应为主机名，不带协议和路径", "a name without scheme and path"
            )
        for what in (
            ("区县名称", "district", self.district),
            ("监督机关编号", "number of the supervising organ", self.organ_no),
            ("监督机关名称", "name of the supervising organ", self.organ_name),
            ("机关代字", "organ's word in document numbers", self.organ_word),
        ):
            if not what[2].strip():
                raise _unfit(*what, "不能为空", "it is empty")
        users = [user for user, _name in self.administrators.values()]
        if set(self.administrators) != set(OFFICES) or len(set(users)) != len(OFFICES):
            told = "三名管理员须为三个人", "the three administrators are three people"
            raise _unfit("管理员", "administrators", ", ".join(users), *told)

    def settings(self) -> dict[str, str]:
        """The lines of the settings file."""
        folder = self.folder.absolute()
        return {
            "PLUMBLINE_SECRET_KEY": secrets.token_urlsafe(50),
            "PLUMBLINE_DATA": str(folder),
            "PLUMBLINE_LIBRARY": str(folder / "law"),
            "PLUMBLINE_DATABASE": self.database or str(folder / "plumbline.sqlite3"),
            "PLUMBLINE_LEDGER_KEY": str(folder / "keys" / "ledger.key"),
            "PLUMBLINE_LEDGER_ORIGIN": f"{self.host}/ledger",
            "PLUMBLINE_HOSTS": self.host,
            "PLUMBLINE_PROXIES": "127.0.0.1",
            "PLUMBLINE_DISTRICT_NAME": self.district,
            "PLUMBLINE_DIVISION": self.division,
            "PLUMBLINE_SUPERVISING_ORGAN": self.organ_no,
        }


@dataclass(frozen=True, slots=True)
class Begun:
    """What the set-up tells: the settings file, the ledger's public key, and each administrator's link."""

    settings: Path
    public_key: str
    links: tuple[tuple[Role, str, str], ...]
    """Office, user name, address at which a password is set, once and within a day."""


def begin_site(plan: Plan) -> Begun:
    """Makes the site. Raises PlanUnfit, SiteThere, KeyFileUnsafe; the database's own errors where it is not there."""
    plan.check()
    file = plan.folder / NAME
    if file.exists():
        raise SiteThere(where=plan.folder)
    for folder in (plan.folder, plan.folder / "keys"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    values = plan.settings()
    os.environ.update(values, PLUMBLINE_DEMO="")
    public_key, links = _filled(plan, Path(values["PLUMBLINE_LEDGER_KEY"]))
    write_env_file(file, values, _NOTE)
    return Begun(file, public_key, links)


def _filled(plan: Plan, key: Path) -> tuple[str, tuple[tuple[Role, str, str], ...]]:
    import django  # noqa: PLC0415 - its settings are read from the environment that was just made

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.site.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from plumbline.apps.ledger_store.actions import new_key_file, read_key_file  # noqa: PLC0415
    from plumbline.apps.people import actions, queries  # noqa: PLC0415
    from plumbline.apps.people.actions.accounts import system_person  # noqa: PLC0415
    from plumbline.site.clock import day_in_zone, server_clock  # noqa: PLC0415

    now = server_clock()
    today = day_in_zone(now)
    if "ledger_record" in connection.introspection.table_names():
        wanted = (queries.login_of(user) for user, _name in plan.administrators.values())
        ours = {one.key for one in wanted if one is not None}
        if any(one not in ours for office in OFFICES for one in queries.holders(office, today)):
            raise SiteThere(where=settings.DATABASES["default"]["NAME"])
    call_command("migrate", verbosity=0)
    origin = settings.LEDGER_ORIGIN
    signer = read_key_file(key, origin) if key.exists() else new_key_file(key, origin)
    by = system_person(plan.organ_no)
    if queries.entry("organ", plan.organ_no) is None:
        said: dict[str, Value] = {
            "organ_no": plan.organ_no,
            "name": plan.organ_name,
            "organ_kind": "organ",
            "division_code": plan.division,
            "document_word": plan.organ_word,
        }
        acts = [actions.Act("register_organ", today, said)]
        actions.register("organ", plan.organ_no, acts, division=plan.division, by=by, now=now, today=today)
    for office in OFFICES:
        user, name = plan.administrators[office]
        known = queries.login_of(user)
        login = str(known.key) if known is not None else ""
        if not login:
            login = actions.open_account(
                username=user, name=name, organ=plan.organ_no, password=None, now=now, by=by
            )
        if office not in {one.role for one in queries.grants_of(login)}:
            actions.grant_role(
                account=login, role=office, organ=plan.organ_no, first=date_of(today),
                divisions=[plan.division], by=by, now=now,
            )  # fmt: skip
    links = [(office, plan.administrators[office][0]) for office in OFFICES]
    return signer.key.text, tuple((office, user, password_link(user, plan.host)) for office, user in links)


def password_link(user: str, host: str, *, factor_lost: bool = False) -> str:
    """An address at which the person sets a password, once and within a day; that it was made is a record.

    The framework must be set up. Raises NoSuchLogin.
    """
    from django.contrib.auth.tokens import default_token_generator  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from plumbline.apps.people import actions, queries  # noqa: PLC0415
    from plumbline.apps.people.actions.accounts import system_person  # noqa: PLC0415
    from plumbline.site.clock import server_clock  # noqa: PLC0415

    account = queries.login_of(user)
    if account is None:
        raise NoSuchLogin(user=user)
    actions.reset_password(
        account=account.key, by=system_person(account.organ), now=server_clock(), factor_lost=factor_lost
    )
    account.refresh_from_db()  # the link is signed over the password as it is now
    token = default_token_generator.make_token(account)
    return f"https://{host}{reverse('people:new_password', args=[account.key, token])}"


class NoSuchLogin(InputError):
    """Nobody signs in under the name."""

    zh = "没有登录名为“{user}”的账号"
    en = "nobody signs in as “{user}”"
    remedy_zh = "核对登录名；账号由安全管理员开立"
    remedy_en = "check the name; accounts are opened by the security administrator"


def _unfit(what_zh: str, what_en: str, value: str, problem_zh: str, problem_en: str) -> PlanUnfit:
    return PlanUnfit(
        what_zh=what_zh, what_en=what_en, value=value, problem_zh=problem_zh, problem_en=problem_en
    )
