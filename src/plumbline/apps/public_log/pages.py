"""The public face of the log over HTTP: checkpoints and hash tiles under their C2SP paths, never a record.

Anyone may read it, so that witnesses and monitors can follow. Full tiles never change and may be kept for ever.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from plumbline.apps.ledger_store.proving import CHECKPOINT, public_file
from plumbline.apps.people.access import requires
from plumbline.core.authority.access import public
from plumbline.core.ledger.hashing import Algorithm

_FOR_EVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=1"


@requires(public("账本的检查点与杂凑瓦片", "checkpoints and hash tiles of the log"))
@require_safe
def public_log(request: HttpRequest, path: str, tree: Algorithm = "sha256") -> HttpResponse:
    """A file of the log; 404 for everything that is not public or not there."""
    data = public_file(tree, path)
    if data is None:
        raise Http404
    is_checkpoint = path == CHECKPOINT
    answer = HttpResponse(
        data, content_type="text/plain; charset=utf-8" if is_checkpoint else "application/octet-stream"
    )
    answer["Cache-Control"] = _SHORT if is_checkpoint or ".p/" in path else _FOR_EVER
    return answer
