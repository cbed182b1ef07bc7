"""The code of an inspection, by which whoever is inspected looks up who stands at the door.

The number of an inspection can be guessed, so it alone opens nothing. The code is reckoned from the case and kept
nowhere; it stands on the officers' page of the case, to be shown with the notice.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from typing import Final

from django.conf import settings

from plumbline.apps.casework.case_reading import CaseFile, read_case
from plumbline.apps.casework.queries import case_of_number
from plumbline.apps.public_service.codes import plain_code

INSPECTION: Final = "inspection"
_BYTES: Final = 5
_BEGUN: Final = ("notify_scan", "inspect", "record", "tell_result")
"""From one of these on those inspected know of it: the notice or the scan at the door, else the inspection itself."""


def code_of(case: str) -> str:
    """Forty bits in two groups of letters and digits: XXXX-XXXX."""
    told = hmac.new(settings.SECRET_KEY.encode(), f"inspection {case}".encode(), hashlib.sha256)
    text = b32encode(told.digest()[:_BYTES]).decode()
    return f"{text[:4]}-{text[4:]}"


def looked_up(number: str, code: str, now: int) -> CaseFile | None:
    """The inspection of that number and code; None as well for one of which nobody outside may know yet."""
    case = case_of_number(number)
    if case is None or not hmac.compare_digest(plain_code(code_of(case)), plain_code(code)):
        return None
    file = read_case(case)
    if file.history.opening.procedure != INSPECTION:
        return None
    done = file.history.folded(now).by_step
    return file if any(done.get(step) for step in _BEGUN) else None
