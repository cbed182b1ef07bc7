"""What the form of an act on an entry proposes, whom it lets choose from, and to whom it is left."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest

from plumbline.apps.people import queries
from plumbline.apps.people.errors import HeadsOwn
from plumbline.apps.people.forms import initial_of
from plumbline.apps.people.pages.asking import asked_of, person_of
from plumbline.apps.people.queries import EntryView
from plumbline.apps.people.queries.colleagues import colleagues_of, officer_names
from plumbline.core.authority.person import Person
from plumbline.core.authority.role import Role
from plumbline.core.facts.record import Value
from plumbline.core.procedures.definition import Step
from plumbline.core.vocabulary import ValueType


def check_not_the_heads(request: HttpRequest, step: Step) -> None:
    """Raises HeadsOwn where an officer sends what the pack gives to the head."""
    if request.method == "POST" and is_the_heads(asked_of(request).person, step):
        raise HeadsOwn(step_zh=step.title, step_en=step.english or step.title)


def is_the_heads(person: Person | None, step: Step) -> bool:
    """Whether the person is an officer and the pack gives the step to the head of the organ."""
    return person is not None and person.role is Role.OFFICER and step.role == Role.AGENCY_HEAD.value


def officers_for(
    request: HttpRequest, step: Step, stated: Mapping[str, Value] = MappingProxyType({})
) -> list[tuple[str, str]]:
    """Who may be named in the step: the organ's own officers, and whoever is named there already."""
    named = [str(stated[name]) for name in _of_type(step, ValueType.OFFICER) if stated.get(name)]
    if not named and not _of_type(step, ValueType.OFFICER):
        return []
    own = colleagues_of(person_of(request).organ)
    names = officer_names({*named} - {number for number, _name in own})
    return [*own, *names.items()]


def _of_type(step: Step, kind: ValueType) -> list[str]:
    return [name for name, field in step.fields.items() if field.type is kind]


def suggested(request: HttpRequest, step: Step, found: EntryView) -> dict[str, object]:
    """What the entry says already, so that a change is typed over it; the one certificate that stands; now, oneself."""
    start: dict[str, object] = initial_of(step, found.values) if step.id.startswith("change_") else {}
    start |= dict.fromkeys(_of_type(step, ValueType.INSTANT), asked_of(request).now)
    start |= dict.fromkeys(_of_type(step, ValueType.OFFICER), person_of(request).officer)
    if "certificate_no" in step.fields and found.register == "officer" and step.id != "issue_certificate":
        standing = [one.number for one in queries.certificates(found.code) if not one.ended]
        field = "replaced_no" if "replaced_no" in step.fields else "certificate_no"
        if len(standing) == 1:
            start[field] = standing[0]
    return start
