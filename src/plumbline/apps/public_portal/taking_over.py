"""Taking over what a portal apart has received: the same forms and the same door as here, each submission once.

The forms of that portal are a copy: what they show is written by `offered`, and what comes back is read by the form
itself, so a portal with old forms is found out here and not later.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from django.utils import translation

from plumbline.apps.public_portal.pages.service_views import title_of, told_of
from plumbline.apps.public_portal.service_forms import SubmissionForm
from plumbline.apps.public_service.actions import take_over
from plumbline.apps.public_service.errors import FormRefused
from plumbline.apps.public_service.queries import organs_offered
from plumbline.apps.public_service.services import SERVICES
from plumbline.core.clocks.civil import date_of
from plumbline.core.disclosure.submission import Sent
from plumbline.core.errors import Language

FORMS: Final = "forms.json"
"""Name among the files of the portal: what its forms offer."""
LANGUAGES: Final[Mapping[Language, str]] = {"zh": "zh-hans", "en": "en"}


def offered(district: str) -> bytes:
    """What the forms of a portal apart offer: organs that may be named, and what each service says of itself."""
    told: dict[str, Any] = {"district": district, "services": {}}
    for key, service in SERVICES.items():
        words: dict[str, dict[str, str]] = {}
        for language, code in LANGUAGES.items():
            with translation.override(code):
                words[language] = {"title": title_of(service), "told": told_of(service)}
        organs = [] if service.by_code else organs_offered(service)
        told["services"][key] = {"organs": organs, **words}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def take_over_sent(sent: Sent, *, now: int, received_on: int) -> bool:
    """Opens its case; False where that was done before. `received_on` is the day of receipt.

    Raises FormRefused, CodeTaken, FromTheFuture, NotOpen, CodeUnknown.
    """
    service = SERVICES.get(sent.service)
    if service is None:
        raise FormRefused(problem=sent.service, problem_en=sent.service)
    language = cast(Language, sent.language if sent.language in LANGUAGES else "zh")
    with translation.override(LANGUAGES[language]):
        form = SubmissionForm(
            {**sent.said},
            service=service,
            organs=[] if service.by_code else organs_offered(service),
            today=date_of(received_on),
            language=language,
        )
        if not form.is_valid():
            raise FormRefused(problem=_named(form, "zh"), problem_en=_named(form, "en"))
    return take_over(sent=form.submission(sent.id), code=sent.code, received_at=sent.received_at, now=now)


def _named(form: SubmissionForm, language: Language) -> str:
    """The fields that do not fit, as the form calls them: nothing that was typed."""
    with translation.override(LANGUAGES[language]):
        fields = (SubmissionForm.base_fields.get(name) for name in form.errors)
        labels = [str(one.label) if one else name for one, name in zip(fields, form.errors, strict=True)]
    return ("、" if language == "zh" else ", ").join(labels)
