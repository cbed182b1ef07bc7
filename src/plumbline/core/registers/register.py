"""The registers there are, and how the acts of each fold to an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plumbline.core.errors import InputError, Language


class UnknownRegister(InputError):
    """There is no register of that name."""

    zh = "没有登记簿“{register}”"
    en = "there is no register “{register}”"
    remedy_zh = "可用：{known}"
    remedy_en = "there are: {known}"


@dataclass(frozen=True, slots=True)
class Register:
    """One register.

    `id` is its short name, `procedure` the pack's. `opening` is the step that makes an entry; `ending` the one that
    ends it. `code`, `name` and `organ` name the fields of the opening step that hold the entry's number, what it is
    called and the organ it belongs to; None where the record's own organ is meant, or where the name is personal.
    Fields of `merged` steps are laid over one another, newest last. `columns` are shown in lists, `filters` offered.
    """

    id: str
    procedure: str
    title_zh: str
    title_en: str
    opening: str
    ending: str
    code: str | None
    name: str | None
    organ: str | None
    merged: tuple[str, ...]
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    """Steps that an import may fill from the same row, in their order: a new officer's exam and certificate."""

    def title(self, language: Language = "zh") -> str:
        """The register as a reader knows it."""
        return self.title_zh if language == "zh" else self.title_en

    def case_of(self, code: str) -> str:
        """The id of the entry's case: the number in the id makes two entries of one number impossible."""
        return f"{self.procedure}:{code}"


_ALL: Final = (
    Register(
        "organ",
        "register.organ",
        "行政执法主体",
        "enforcing organs",
        opening="register_organ",
        ending="close_organ",
        code="organ_no",
        name="name",
        organ="organ_no",
        merged=("register_organ", "change_organ", "confirm_organ", "entrust"),
        columns=("organ_kind", "division_code", "enforcement_field", "credit_code"),
        filters=("organ_kind",),
    ),
    Register(
        "officer",
        "register.officer",
        "行政执法人员",
        "officers",
        opening="register_officer",
        ending="exit_officer",
        code="officer_no",
        name="name",
        organ="organ_no",
        merged=("register_officer", "change_officer", "move_officer", "record_exam"),
        columns=("organ_no", "post", "enforcement_field", "legal_qualification", "reviewer"),
        filters=("legal_qualification", "reviewer"),
        more=("record_exam", "issue_certificate"),
    ),
    Register(
        "power",
        "register.power",
        "权责清单",
        "powers and duties",
        opening="register_power",
        ending="withdraw_power",
        code="power_no",
        name="name",
        organ="organ_no",
        merged=("register_power", "change_power"),
        columns=("organ_no", "power_kind", "enforcement_field", "power_basis"),
        filters=("power_kind",),
    ),
    Register(
        "benchmark",
        "register.benchmark",
        "裁量基准",
        "benchmarks of discretion",
        opening="register_benchmark",
        ending="withdraw_benchmark",
        code="benchmark_no",
        name="name",
        organ="organ_no",
        merged=("register_benchmark", "change_benchmark"),
        columns=("organ_no", "power_no", "tier", "tier_facts", "fine_least", "fine_most"),
        filters=("tier",),
    ),
    Register(
        "leniency",
        "register.leniency",
        "轻微免罚清单",
        "leniency lists",
        opening="register_leniency",
        ending="withdraw_leniency",
        code="leniency_no",
        name="name",
        organ="organ_no",
        merged=("register_leniency", "change_leniency"),
        columns=("organ_no", "power_no", "leniency_kind", "conditions"),
        filters=("leniency_kind",),
    ),
    Register(
        "review-catalogue",
        "register.review-catalogue",
        "法制审核目录",
        "catalogue for legal review",
        opening="register_matter",
        ending="withdraw_matter",
        code="catalogue_no",
        name="name",
        organ="organ_no",
        merged=("register_matter", "change_matter"),
        columns=("organ_no", "act_kind", "least_amount", "valid_from", "valid_until"),
        filters=("act_kind",),
    ),
    Register(
        "recording",
        "register.recording",
        "全过程记录清单",
        "recording list",
        opening="register_recording",
        ending="withdraw_recording",
        code="recording_no",
        name="name",
        organ="organ_no",
        merged=("register_recording", "change_recording"),
        columns=("organ_no", "list_version", "recorded_procedure", "recorded_step", "means", "valid_from"),
        filters=("means",),
    ),
    Register(
        "recorder",
        "register.recorder",
        "执法记录仪台账",
        "recorder book",
        opening="register_recorder",
        ending="retire_recorder",
        code="recorder_no",
        name="name",
        organ="organ_no",
        merged=("register_recorder", "take_out", "bring_back"),
        columns=("organ_no", "taken_by", "taken_at", "brought_at", "clock_off", "battery"),
    ),
    Register(
        "service-matter",
        "register.service-matter",
        "政务服务事项目录",
        "catalogue of services",
        opening="register_service",
        ending="withdraw_service",
        code="service_no",
        name="name",
        organ="organ_no",
        merged=("register_service", "change_service"),
        columns=("organ_no", "service_kind", "promised_days", "first_contact", "online_level"),
        filters=("service_kind", "online_level"),
    ),
    Register(
        "force",
        "register.force",
        "法治力量",
        "forces of the rule of law",
        opening="register_force",
        ending="end_force",
        code="force_no",
        name="name",
        organ="organ_no",
        merged=("register_force", "change_force"),
        columns=("organ_no", "force_kind", "people", "served", "serves_until"),
        filters=("force_kind",),
    ),
    Register(
        "establishment",
        "register.establishment",
        "编制与岗位",
        "posts",
        opening="register_posts",
        ending="end_posts",
        code="posts_no",
        name="name",
        organ="organ_no",
        merged=("register_posts", "change_posts"),
        columns=("organ_no", "post_kind", "established", "filled", "dedicated", "needed"),
        filters=("post_kind",),
    ),
    Register(
        "study-item",
        "register.study-item",
        "“1+4+X”学习清单",
        "study list",
        opening="register_item",
        ending="end_item",
        code="item_no",
        name="name",
        organ="organ_no",
        merged=("register_item", "change_item"),
        columns=("organ_no", "list_part", "is_required", "valid_from", "listed_by"),
        filters=("list_part", "is_required"),
    ),
    Register(
        "supervision-rule",
        "register.supervision-rule",
        "行政执法监督制度",
        "rules of supervision",
        opening="register_rule",
        ending="end_rule",
        code="rule_no",
        name="name",
        organ="organ_no",
        merged=("register_rule", "change_rule"),
        columns=("organ_no", "rule_level", "maker", "valid_from", "valid_until"),
        filters=("rule_level",),
    ),
    Register(
        "party",
        "register.party",
        "当事人",
        "parties",
        opening="register_party",
        ending="close_party",
        code=None,
        name=None,
        organ=None,
        merged=("register_party", "change_party"),
        columns=("party_kind", "individual_business"),
        filters=("party_kind",),
    ),
    Register(
        "account",
        "register.account",
        "账号与角色",
        "accounts and roles",
        opening="open_account",
        ending="close_account",
        code="username",
        name="name",
        organ="organ_no",
        merged=("open_account",),
        columns=("organ_no", "officer_no"),
    ),
)

REGISTERS: Final[Mapping[str, Register]] = MappingProxyType({register.id: register for register in _ALL})
BY_PROCEDURE: Final[Mapping[str, Register]] = MappingProxyType({one.procedure: one for one in _ALL})


def is_entry(case: str) -> bool:
    """Whether a case is an entry of a register: such cases stand in their register, not among the cases in hand."""
    return case.partition(":")[0] in BY_PROCEDURE


def is_officer(case: str) -> bool:
    """Whether a case is the entry of an officer."""
    return case.partition(":")[0] == REGISTERS["officer"].procedure


def register_of(name: str) -> Register:
    """The register of that short name; raises UnknownRegister."""
    if (found := REGISTERS.get(name)) is None:
        raise UnknownRegister(register=name, known="、".join(REGISTERS))
    return found
