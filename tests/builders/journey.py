"""A case taken through its pages in Chromium by the demo's people, at instants of the test's choice.

A browser test gets one from the fixture `begin_journey` (tests/browser/conftest.py):

    PICTURES = {DESKTOP: ("seizure-refused",), PHONE: ()}

    @pytest.mark.complains("422")
    def test_…(begin_journey):
        journey = begin_journey(BOTH, "2026-10-12 09:00", PICTURES)
        journey.open("compulsory_measure", "未经许可储存危险物品")
        journey.act("approve", "2026-10-12 10:00", {"urgent": "0"}, by=HEAD)
        journey.refused("seize", "2026-10-12 10:30", {}, "行政强制法", "两名以上", by=OFFICER)
        journey.picture("seizure-refused")
        journey.finish()

Pictures are taken for the manual: `PLUMBLINE_MANUAL=write` puts them into docs/manual/pictures, any other value names a
folder to look at them in. tests/repository/test_manual.py reads the tables PICTURES of the modules.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator
from tests.builders.chromium import overflow, settle
from tests.builders.history import instant
from tests.builders.signing_in import signed_in
from tests.builders.window import Window

from plumbline.apps.jobs.worker import Worker
from plumbline.apps.ledger_store.sealing import Sealer, signers_of
from plumbline.core.authority.role import Role
from plumbline.core.ledger.note import Ed25519Signer

OFFICER, SECOND = "demo-officer", "demo-officer-2"
HEAD, REVIEWER, PRESIDER = "demo-agency-head", "demo-reviewer", "demo-hearing-presider"
"""The demo's people of the organ QS02, by the names of their accounts; `login(Role)` is that of any role."""
SIGNER = Ed25519Signer("plumbline.invalid/journey", b"j" * 32)
"""Signs the checkpoints of a journey."""
COLLEAGUE = "QS02002"
"""The officer's number of SECOND, who is ticked as acting together with OFFICER."""


def login(role: Role) -> str:
    """The name of the demo's account of a role."""
    return f"demo-{role.value.replace('_', '-')}"


@dataclass(slots=True)
class Journey(Window):
    """The case in hand, who sits before it, the clock of the server."""

    clock: dict[str, int] = field(default_factory=dict)
    case: str = ""
    by: str = ""
    _signed: tuple[str, int] = ("", 0)

    # -- who and when

    def at(self, when: str) -> None:
        """The clock of the server, Shanghai."""
        self.clock["now"] = instant(when)

    def become(self, by: str) -> None:
        """Another person at the desk. A session ends overnight, so a new one begins whenever the clock was moved."""
        self.by = by
        if self._signed == (by, self.clock["now"]):
            return
        cookie = signed_in(by).cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.server}])
        self._signed = (by, self.clock["now"])

    def go(self, path: str, by: str = "") -> None:
        """A page of the desk; a path without a slash before it lies under the case.

        A late request of the page before, answered after the clock was moved, takes the new session along: once more.
        """
        for _ in range(2):
            self.become(by or self.by)
            answer = self.page.goto(f"{self.server}{path if path.startswith('/') else self.case + path}")
            assert answer is not None, path
            assert answer.status == 200, (answer.status, self.page.url)
            if "/login/" not in self.page.url:
                return
            self._signed = ("", 0)
        raise AssertionError(f"{path}: signed out")

    # -- acts of the case

    def open(
        self,
        procedure: str,
        cause: str,
        name: str = "青石区恒岳机械加工有限公司（虚构）",
        facts: Mapping[str, str] | None = None,
    ) -> None:
        """Opens a case on an organisation, with facts of its header; it is the one in hand from now on."""
        self.go("/cases/new/")
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            self.page.locator("#open_procedure").select_option(procedure)
        settle(self.page)
        kind = {"party_kind": "organisation"} if self.page.locator("#open_party_kind").count() else {}
        for key, value in {"cause": cause, "party_name": name, **kind, **(facts or {})}.items():
            _put(self.page.locator(f"#open_{key}"), value)
        self.clean()
        self.picture("new-case")
        self.send()
        self.page.wait_for_url(lambda url: "/cases/" in url and "/new/" not in url)
        self.hold()

    def hold(self) -> None:
        """The case whose page is open is the one in hand."""
        self.case = self.page.url.removeprefix(self.server).partition("#")[0]
        assert self.case.startswith("/cases/"), self.case

    def form(self, step: str, at: str, by: str = "") -> None:
        """The form of an act at an instant, with the time put in anew: a draft comes back with its old one."""
        self.at(at)
        self.turned()
        self.go(f"act/{step}/", by)
        self.page.locator("#act_at").fill(at.replace(" ", "T"))

    def act(
        self,
        step: str,
        at: str,
        values: Mapping[str, str] | None = None,
        papers: str = "",
        *,
        by: str = "",
        together: Sequence[str] = (),
        files: Mapping[str, Path] | None = None,
    ) -> None:
        """The act, entered through its form: fields of the pack by name, papers by title, who acted too by number."""
        self.form(step, at, by)
        self.fill(values or {}, papers, together, files or {})
        self.send()
        self.entered()

    def submit(
        self, step: str, at: str, values: Mapping[str, str], papers: str = "", *, by: str = ""
    ) -> None:
        """The act, sent into the approval chain of the organ."""
        self.form(step, at, by)
        self.fill(values, papers)
        self.page.locator("button[name=submit]").click()
        self.entered()

    def approve(self, at: str, by: str, opinion: str, do: str = "opinion") -> None:
        """An opinion in the box that waits for the person (`return` sends back, `recall` takes back)."""
        self.at(at)
        self.go("", by)
        card = self.page.locator("form:has(button[name=do])").first
        card.locator("textarea").fill(opinion)
        card.locator(f"button[name=do][value={do}]").click()
        self.page.wait_for_url(lambda url: "/approval/" not in url)

    def confirm(self, at: str, by: str = SECOND) -> None:
        """Whoever acted too finds the act in the own work and confirms it with an own login."""
        self.at(at)
        self.go("/my-work/", by)
        self.page.locator("section:has(#pl-waiting) a").first.click()
        self.page.locator("form[action$='/confirm/'] button").click()
        self.page.wait_for_url(lambda url: "/record/" not in url)

    def refused(
        self,
        step: str,
        at: str,
        values: Mapping[str, str],
        *shown: str,
        papers: str = "",
        by: str = "",
        together: Sequence[str] = (),
    ) -> None:
        """The act, tried and refused: its article, what is lacking and the way out stand on the page."""
        self.form(step, at, by)
        self.fill(values, papers, together)
        self.send()
        panel = self.page.locator(".pl-refusal")
        self.page.locator(".pl-refusal:focus-within").wait_for()
        said = panel.inner_text()
        for text in shown:
            assert text in said, (text, said)
        assert panel.locator("a[href^='/law/']").count() or "系统规则" in said, f"no article: {said}"
        assert panel.locator("dd li").count() or "怎样办" in said, f"no way out: {said}"
        for size in self.seen():
            assert overflow(self.page) <= 0, (self.page.url, size)

    # -- what the house does beside the desk

    def sealed(self) -> None:
        """The records entered so far lie under a checkpoint, as they do a minute later in life."""
        Sealer(signers_of(SIGNER, False), lambda: self.clock["now"]).seal()

    def worked(self) -> None:
        """The jobs that wait are done."""
        Worker(clock=lambda: self.clock["now"], name="journey", pause=0).run(until_idle=True)

    # -- the form in the window

    def fill(
        self,
        values: Mapping[str, str],
        papers: str = "",
        together: Sequence[str] = (),
        files: Mapping[str, Path] | None = None,
    ) -> None:
        """Puts values into the form that is open; `files` by the name of the field (`files`, `r_audio_video_1`)."""
        for name, value in values.items():
            if name == "s-proof":
                self.page.locator(f"input[name=s-proof][value='{value}']").check()
            else:
                _put(self.page.locator(f"#{name}" if name.startswith("s-") else f"#act_f_{name}"), value)
        for number in together:
            self.page.locator(f"input[name=others][value='{number}']").check()
        wanted = papers.split()
        for box in self.page.locator(
            "input[name=papers]"
        ).all():  # a draft brings back what was ticked before
            box.set_checked(box.get_attribute("value") in wanted)
        for name, path in (files or {}).items():
            place = self.page.locator(f"input[type=file][name={name}]")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            place.set_input_files({"name": path.name, "mimeType": kind, "buffer": path.read_bytes()})
            assert place.evaluate(
                "one => one.files.length || one.parentElement.querySelector('li')?.textContent"
            ), path

    def send(self) -> None:
        """The main button of the form."""
        self.page.locator(".pl-form-foot .pl-button-main").first.click()

    def entered(self) -> None:
        """The act went through: the case page is there again. Where it did not, the test fails with what was said."""
        wrong = self.page.locator(".pl-refusal, .pl-error, .pl-conflict")
        back = self.page.locator("html:not(:has(#act_at))")
        wrong.first.or_(back).first.wait_for()
        if "/act/" in self.page.url:
            raise AssertionError(wrong.all_inner_texts() or self.page.locator("main").inner_text())


def _put(place: Locator, value: str) -> None:
    if place.evaluate("one => one.tagName") == "SELECT":
        place.select_option(value)
    else:
        place.fill(value)
