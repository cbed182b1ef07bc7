"""Service as a page shows it: the lawful methods, the day that counts, their proof; what a record says of one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.apps.casework.pages.speaking import Speaker
from plumbline.apps.casework.service_form import ServiceForm
from plumbline.apps.pack_store.shelf import shelf
from plumbline.apps.page_parts.part import Link
from plumbline.core.cases.serving import Served
from plumbline.core.clocks.civil import date_of
from plumbline.core.procedures.service import DAYS, PROOFS, ServiceMethod


@dataclass(frozen=True, slots=True)
class MethodShown:
    """A method in words."""

    name: str
    day: str
    proof: str
    article: Link


def methods_shown(form: ServiceForm | None, speak: Speaker) -> list[MethodShown]:
    """The methods beside the form; none where nothing is served."""
    return [_shown(one, speak) for one in form.methods] if form is not None else []


def said_of_service(served: Served, speak: Speaker) -> str:
    """What a record says of how a paper was served."""
    method = shelf().service.get(served.method)
    said = [_name(method, speak) if method else served.method]
    if served.day is not None and method is not None:
        said.append(f"{_day(method, speak)} {date_of(served.day).isoformat()}")
    if served.proof:
        named = [_proof(one, speak) for one in served.proof]
        said.append(_("proof: {proof}").format(proof=("、" if speak.language == "zh" else ", ").join(named)))
    return ("；" if speak.language == "zh" else "; ").join(said)


def _shown(one: ServiceMethod, speak: Speaker) -> MethodShown:
    day = _day(one, speak)
    if one.after is not None:
        day = _("{n} days after the {day}").format(n=one.after.n, day=day)
    proof = [_proof(name, speak) for name in one.proof]
    if one.one_of:
        proof.append(_(" or ").join(_proof(name, speak) for name in one.one_of))
    return MethodShown(
        _name(one, speak),
        day,
        ("、" if speak.language == "zh" else ", ").join(proof),
        speak.article(one.basis),
    )


def _name(one: ServiceMethod, speak: Speaker) -> str:
    return one.title if speak.language == "zh" else one.english


def _day(one: ServiceMethod, speak: Speaker) -> str:
    return DAYS[one.day_of][speak.language != "zh"]


def _proof(name: str, speak: Speaker) -> str:
    return name if speak.language == "zh" else PROOFS.get(name, name)
