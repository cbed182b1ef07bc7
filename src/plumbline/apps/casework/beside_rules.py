"""What stands against an act beside the rules of its case; asked wherever acts are judged, alone or several at once."""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from plumbline.apps.casework.act import Act
from plumbline.apps.casework.case_reading import CaseFile
from plumbline.apps.casework.earlier_checks import reason_against
from plumbline.apps.casework.linked import others_against
from plumbline.apps.casework.paper_needs import left_open
from plumbline.apps.casework.serving import service_against
from plumbline.core.cases.hindrance import Hindrance
from plumbline.core.facts.officers import OfficerRegister
from plumbline.core.facts.record import Record
from plumbline.core.procedures.definition import Step


def beside_rules(
    file: CaseFile, step: Step, act: Act, judged: Record, now: int, officers: OfficerRegister | None
) -> list[Hindrance]:
    """Other cases and the desk, fields that its papers need, how it was served, why a visit is planned all the same,
    what other apps say of it.
    """
    return [
        *texts_against(file, act, judged),
        *others_against(file, judged, now, officers),
        *left_open(step, act),
        *service_against(file, step, act, judged),
        *reason_against(file, step, act.values, now),
    ]


def texts_against(file: CaseFile, act: Act, judged: Record) -> list[Hindrance]:
    """What may stand in no record of the case, whenever it is entered: what happened can be told without it."""
    return [one for path in settings.TEXTS_REFUSED_BY for one in import_string(path)(file, act, judged)]
