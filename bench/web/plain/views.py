"""One row read, one row written; nothing of the desk: no login, no frame, no policy."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.csrf import csrf_exempt

from plain.models import Row

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ row.number }}</title><h1>{{ row.number }}</h1><p>{{ row.title }}</p><p>{{ row.at }}</p>"
)


def read_one(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(PAGE.render({"row": Row.objects.get(pk=number)}, request))


@csrf_exempt
def write_one(_request: HttpRequest) -> HttpResponse:
    row = Row.objects.create(number="青市监罚〔2026〕1号", title="未按规定明码标价", at=1_772_424_000_000_000)
    return HttpResponse(str(row.pk))
