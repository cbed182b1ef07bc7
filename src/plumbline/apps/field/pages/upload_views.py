"""Large captures of a phone come in parts (tus): a connection that breaks costs the last part and no more."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.apps.attachments import tus
from plumbline.apps.attachments.queries import UploadView
from plumbline.apps.field.actions.files import note_taken
from plumbline.apps.field.pages.asking import Request, language, person_of, told_as_data
from plumbline.apps.field.policies import FIELD_SEND
from plumbline.apps.people.access import requires
from plumbline.core.cases.field_visit import VisitUnreadable

_ID = re.compile(r"[0-9a-f]{32}")


@require_http_methods(["OPTIONS", "POST"])
@requires(FIELD_SEND)
@told_as_data
def uploads(request: Request, file: str) -> HttpResponse:
    """Begin the upload of a capture."""
    if not _ID.fullmatch(file):
        raise VisitUnreadable(place="file", problem=file[:40])
    if request.method == "OPTIONS":
        return tus.options()
    return tus.create(
        request,
        account=person_of(request).account,
        case=_of(file),
        address=lambda token: str(reverse("field:upload", kwargs={"file": file, "upload": token})),
        now=request.now,
        language=language(),
    )


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@requires(FIELD_SEND)
def upload(request: Request, file: str, upload: str) -> HttpResponse:
    """How far it is, a part of it, its end."""
    account = person_of(request).account
    return tus.one(request, token=upload, account=account, case=_of(file), now=request.now)


@require_POST
@requires(FIELD_SEND)
@told_as_data
def finish(request: Request, file: str, upload: str) -> HttpResponse:
    """All of it came: compared with the phone's hash, inspected, kept under the id that it has on the phone."""
    person, digest = person_of(request), request.POST.get("sha256", "")[:64].lower()

    def told(view: UploadView) -> dict[str, object]:
        row = note_taken(person=person, file=file, sha256=digest, hash=view.hash, now=request.now)
        return {"file": row.id, "sha256": row.sha256, "size": row.size, "name": row.name}

    return tus.finish(
        request,
        token=upload,
        account=person.account,
        case=_of(file),
        now=request.now,
        language=language(),
        told=told,
    )


def _of(file: str) -> str:
    """What the upload belongs to while no case is there."""
    return f"field:{file}"
