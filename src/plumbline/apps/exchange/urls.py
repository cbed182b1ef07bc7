"""Addresses of the interface for other systems and of the pages."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from plumbline.apps.exchange.api import api
from plumbline.apps.exchange.pages import (
    beginning,
    board,
    interfaces,
    leaving_out,
    mending,
    mirrors,
    taking_out,
)
from plumbline.apps.exchange.policies import CALL


def guarded(patterns: list[Any]) -> list[Any]:
    """The interface's own views under its policy: everybody may call, and a call without a token is refused."""
    for one in patterns:
        if isinstance(one, URLPattern):
            one.callback.access = CALL
    return patterns


_patterns, _app, _namespace = api.urls
interface = (guarded(_patterns), _app, _namespace)
app_name = "exchange"
urlpatterns = [
    path("exchange/", board.board, name="board"),
    path("exchange/new/", board.new_source, name="new_source"),
    path("exchange/begin/", beginning.go_live, name="go_live"),
    path("exchange/begin/<slug:kind>.xlsx", beginning.template, name="begin_template"),
    path("exchange/out/", taking_out.take_out, name="take_out"),
    path("exchange/out/<slug:layout>.csv", taking_out.take_out_file, name="take_out_file"),
    path("exchange/mirrors/", mirrors.mirrors, name="mirrors"),
    path("exchange/mirrors/<slug:source>/", mirrors.mirror, name="mirror"),
    path("exchange/mirrors/<slug:source>/differences.csv", mirrors.mirror_sheet, name="mirror_sheet"),
    path("exchange/interfaces/", interfaces.interfaces, name="interfaces"),
    path("exchange/interfaces/targets/", interfaces.new_target, name="new_target"),
    path("exchange/interfaces/targets/<int:target>/close/", interfaces.close_target, name="close_target"),
    path("exchange/interfaces/targets/<int:target>/again/", interfaces.send_again, name="send_again"),
    path("exchange/interfaces/tokens/<slug:key>/revoke/", interfaces.revoke_token, name="revoke_token"),
    path("exchange/sources/<slug:source>/", board.source, name="source"),
    path("exchange/sources/<slug:source>/close/", board.close_source, name="close_source"),
    path("exchange/sources/<slug:source>/again/", board.again, name="again"),
    path("exchange/sources/<slug:source>/aside/", board.set_aside, name="set_aside"),
    path("exchange/sources/<slug:source>/token/", interfaces.new_token, name="new_token"),
    path("exchange/sources/<slug:source>/quarantine/", mending.quarantine, name="quarantine"),
    path("exchange/sources/<slug:source>/quarantine/left-out/", leaving_out.leave_out, name="leave_out"),
    path(
        "exchange/sources/<slug:source>/quarantine/back/", leaving_out.let_wait_again, name="let_wait_again"
    ),
    path("exchange/sources/<slug:source>/quarantine.csv", mending.sheet, name="sheet"),
    path("exchange/sources/<slug:source>/quarantine/<int:row>/", mending.row, name="quarantine_row"),
]
