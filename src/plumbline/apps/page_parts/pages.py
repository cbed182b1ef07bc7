"""The catalogue: every part in every state, and whole pages made of them; in the demo only, its cases are invented."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plumbline.apps.page_parts.figures import figure_legend
from plumbline.apps.page_parts.forms import SampleForm
from plumbline.apps.page_parts.heads import PageHead
from plumbline.apps.page_parts.part import Link
from plumbline.apps.page_parts.samples import case, clocks, figures, frames, lists, papers
from plumbline.apps.page_parts.words import SealMark, StatusWord, case_word, outcome_word, severity_word


def _shown(request: HttpRequest, template: str, **values: object) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    return render(request, f"page_parts/{template}", values)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every part in every state."""
    return _shown(
        request,
        "catalogue.html",
        desk=frames.demo("统计"),
        case=case,
        clocks=clocks.CLOCKS,
        explanation=case.explanation(embedded=True),
        figures=figures,
        legend=figure_legend(),
        lists=lists,
        papers=papers,
        outcomes=[
            outcome_word(name)
            for name in ("satisfied", "violated", "pending", "not_applicable", "undetermined")
        ],
        states=[
            case_word(name)
            for name in ("open", "suspended", "closed", "withdrawn", "joined", "transferred", "cancelled")
        ],
        severities=[severity_word(name) for name in ("violated", "about_to", "undetermined")],
        seals=(
            SealMark("sealed", 48213, "#"),
            SealMark("sealed", 48213),
            SealMark("waiting"),
            SealMark("mismatch", 45877, "#"),
        ),
        late=StatusWord("补录 晚 2 日", "soon"),
        form=SampleForm(),
        wrong_form=SampleForm(
            {"party": "青石区恒岳机械加工有限公司", "code": "91659900MA7QT2K3X8", "kind": "fine"}
        ),
    )


@require_safe
def case_page(request: HttpRequest) -> HttpResponse:
    """A case, whole."""
    return _shown(request, "case.html", desk=frames.officer("案件"), case=case)


@require_safe
def work_page(request: HttpRequest) -> HttpResponse:
    """A list, whole."""
    return _shown(request, "work.html", desk=frames.officer("我的工作"), lists=lists)


@require_safe
def morning_page(request: HttpRequest) -> HttpResponse:
    """The morning of the section head."""
    return _shown(request, "morning.html", desk=frames.supervisor("早间页"), lists=lists, figures=figures)


@require_safe
def report_page(request: HttpRequest) -> HttpResponse:
    """A report with one figure opened."""
    return _shown(
        request,
        "report.html",
        desk=frames.reporter("年度报告"),
        head=PageHead(
            "青石区2024年法治政府建设年度报告",
            (Link("年度报告", "#"), Link("2024")),
            (StatusWord("已公开 2025-03-18", "passed", "check"),),
        ),
        figures=figures,
        legend=figure_legend(),
    )


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Decisions found by the public."""
    return _shown(request, "search.html", portal=frames.PORTAL, lists=lists)


@require_safe
def portal_page(request: HttpRequest) -> HttpResponse:
    """A decision as the public reads it."""
    return _shown(request, "decision.html", portal=frames.PORTAL, papers=papers)
