"""What must hold of an entry's values beyond their types: check characters, organs that exist, days in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from plumbline.core.clocks.civil import date_of
from plumbline.core.errors import InputError, PlumblineError
from plumbline.core.facts.record import Value
from plumbline.core.identity.codes import (
    ANY_CERTIFICATE,
    CertificateForm,
    check_certificate_number,
    check_citizen_number,
    check_credit_code,
)
from plumbline.core.identity.errors import CodeWrong


class OrganUnknown(InputError):
    """No organ of that number is registered."""

    zh = "没有编号为“{organ}”的执法主体"
    en = "no organ “{organ}” is registered"
    remedy_zh = "先登记该执法主体，或者改正机关编号"
    remedy_en = "register the organ first, or mend its number"


class DaysReversed(InputError):
    """A span that ends before it begins."""

    zh = "终止日期 {last} 早于起始日期 {first}"
    en = "the last day {last} is before the first, {first}"
    remedy_zh = "核对两个日期"
    remedy_en = "check both days"


class RangeReversed(InputError):
    """An amount whose upper end is under its lower end."""

    zh = "上限 {most} 小于下限 {least}"
    en = "the upper end {most} is under the lower end {least}"
    remedy_zh = "核对上限和下限"
    remedy_en = "check both ends"


class SpanElsewhere(InputError):
    """A recording that spans several steps, listed under another step than the one with which it begins."""

    zh = "该跨环节区间的起点是程序“{procedure}”的环节“{step}”，与所列程序、环节不一致"
    en = "the span begins with the step “{step}” of the procedure “{procedure}”, not with the one that is listed"
    remedy_zh = "改填起点所在的程序和环节，或者不选跨环节区间"
    remedy_en = "list the procedure and the step with which it begins, or choose no span"


class CreditCodeMissing(InputError):
    """An organisation, or an individual business, without its code."""

    zh = "法人、其他组织和个体工商户应当填写统一社会信用代码"
    en = "organisations and individual businesses need their unified social credit code"
    remedy_zh = "按营业执照或者登记证书填写 18 位代码"
    remedy_en = "copy the 18 characters from the licence"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field."""

    field: str
    error: PlumblineError


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What checks ask of the world: the day, the certificate form of the province, whether an organ is registered."""

    today: date
    is_organ: Callable[[str], bool]
    form: CertificateForm = ANY_CERTIFICATE
    spans: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Procedure and step with which each span of a recording list begins."""


_ORGANS = ("organ_no", "entrusting_organ", "superior", "successor")
_SPANS = tuple((f"{a}_from", f"{a}_until") for a in ("valid", "entrusted", "granted", "absent", "duty"))


def problems(step: str, values: Mapping[str, Value], around: Surroundings) -> Iterator[Problem]:
    """Everything wrong with the values of one act; the values are typed already."""
    yield from _codes(values, around)
    for name in _ORGANS:
        organ = values.get(name)
        own = step == "register_organ" and name == "organ_no"
        if isinstance(organ, str) and organ and not own and not around.is_organ(organ):
            yield Problem(name, OrganUnknown(organ=organ))
    for first, last in _SPANS:
        a, b = values.get(first), values.get(last)
        if isinstance(a, int) and isinstance(b, int) and b < a:
            yield Problem(last, DaysReversed(first=date_of(a).isoformat(), last=date_of(b).isoformat()))
    least, most = values.get("fine_least"), values.get("fine_most")
    if least is not None and most is not None and most < least:  # type: ignore[operator]
        yield Problem("fine_most", RangeReversed(least=least, most=most))
    if step == "register_party":
        yield from _party(values)
    begins = around.spans.get(str(values.get("recorded_span") or ""))
    if begins is not None and begins != (values.get("recorded_procedure"), values.get("recorded_step")):
        yield Problem("recorded_span", SpanElsewhere(procedure=begins[0], step=begins[1]))


def tidied(values: Mapping[str, Value], around: Surroundings) -> dict[str, Value]:
    """The values with codes in their one form; call it when there are no problems."""
    done = dict(values)
    for name, check in _checks(values, around):
        done[name] = check()
    return done


def _codes(values: Mapping[str, Value], around: Surroundings) -> Iterator[Problem]:
    for name, check in _checks(values, around):
        try:
            check()
        except CodeWrong as error:
            yield Problem(name, error)


def _checks(values: Mapping[str, Value], around: Surroundings) -> Iterator[tuple[str, Callable[[], str]]]:
    for name in ("credit_code", "certificate_no", "identity_code"):
        text = values.get(name)
        if not isinstance(text, str) or not text:
            continue
        if name == "credit_code":
            yield name, lambda text=text: check_credit_code(text)  # type: ignore[misc]
        elif name == "certificate_no":
            yield name, lambda text=text: check_certificate_number(text, around.form)  # type: ignore[misc]
        elif values.get("party_kind") == "citizen":
            yield name, lambda text=text: check_citizen_number(text, around.today)  # type: ignore[misc]


def _party(values: Mapping[str, Value]) -> Iterator[Problem]:
    needs = values.get("party_kind") == "organisation" or values.get("individual_business") is True
    if needs and not values.get("credit_code"):
        yield Problem("credit_code", CreditCodeMissing())
