"""Small pages on which the exchange with the server is tried in a browser; addresses for the tests alone."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.csrf import ensure_csrf_cookie

from plumbline.apps.page_parts.samples.case import REFUSAL
from plumbline.site.urls import urlpatterns as site_addresses

PAGE = """{% extends "desk.html" %}{% block title %}Trial{% endblock %}{% block content %}
<h1>Trial</h1>
<form method="post" action="/trial/act/" hx-post="/trial/act/" hx-target="#answer" data-pl-draft="/trial/draft/">
  {% csrf_token %}<label>Note <input id="note" name="note"></label><button name="ask" value="refused">refused</button>
  <button name="ask" value="done">done</button><button name="ask" value="broken">broken</button>
  {% include "_components/draft_state.html" only %}
</form>
<form id="filter" hx-get="/trial/list/" hx-target="#answer" hx-trigger="input delay:50ms from:find input">
  <input id="search" name="q" aria-label="q"></form>
<div id="answer"></div>{% endblock %}"""
BY_ITSELF = """{% extends "desk.html" %}{% block title %}Trial{% endblock %}{% block content %}<h1>Trial</h1>
{% for line in lines %}<p>{{ line }}</p>{% endfor %}
<div id="part" hx-get="/trial/list/?q=late" hx-trigger="load"></div>{% endblock %}"""
LIST = '<h2 id="heading">{{ q }}</h2><script>window.ran = true</script><p onclick="window.ran = true">x</p>'


def drawn(request: HttpRequest, source: str, **values: object) -> str:
    return engines["django"].from_string(source).render(values, request)


@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(drawn(request, PAGE))


def by_itself(request: HttpRequest) -> HttpResponse:
    return HttpResponse(drawn(request, BY_ITSELF, lines=range(80)))


def act(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("ask", "")
    if asked == "refused":
        return HttpResponse(drawn(request, "{% part refusal %}", refusal=REFUSAL), status=403)
    if asked == "broken":
        return HttpResponse("secret trace", status=500)
    return HttpResponse(drawn(request, "<h2>kept: {{ note }}</h2>", note=request.POST.get("note", "")))


def listed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(drawn(request, LIST, q=request.GET.get("q", "")))


def draft(request: HttpRequest) -> HttpResponse:
    settings.TRIAL_DRAFTS.append(request.POST.get("note"))
    return HttpResponse("09:18") if request.POST.get("note") != "lost" else HttpResponse(status=503)


urlpatterns = [
    *site_addresses,
    path("trial/", page),
    path("trial/by-itself/", by_itself),
    path("trial/act/", act),
    path("trial/list/", listed),
    path("trial/draft/", draft),
]
