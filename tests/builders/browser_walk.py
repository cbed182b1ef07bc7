"""Procedures walked in a real Chromium: every step with what the examples enter, every guard with what breaks it.

What is entered comes from `builders.procedure_walk`, as for the walk of the test client. Here hands do it: the form is
opened, each field of the example filled where it stands on the page, the button pressed, the answer read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from playwright.sync_api import Locator, Page, Response
from tests.builders.chromium import overflow
from tests.builders.procedure_walk import (
    Breach,
    Clock,
    all_breaches,
    enter,
    in_order,
    lawful,
    made,
    opened,
    others_of,
    outcomes,
    sent,
    who_does,
)
from tests.builders.signing_in import signed_in
from tests.builders.worked_examples import packs, plain

from plumbline.apps.casework.case_reading import read_case
from plumbline.apps.casework.forms import local_minute
from plumbline.apps.casework.own_pages import own_page
from plumbline.apps.pack_store.shelf import shelf
from plumbline.core.facts.record import Record
from plumbline.core.procedures.example import Example
from plumbline.core.rules.rule import Clock as ClockRule
from plumbline.core.vocabulary import Outcome

ENTERED, REFUSED = 204, 422
MINUTE = 60_000_000


@dataclass(slots=True)
class Walked:
    """What a walk of one procedure met."""

    procedure: str
    steps: int
    guards: int
    walked: set[str] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    """Guards that refused with their sentence and article, nothing left behind."""
    elsewhere: set[str] = field(default_factory=set)
    """Steps that a page of their own enters."""
    untried: set[str] = field(default_factory=set)
    """Guards that no form can break: who sits at the desk, or a figure that the bureau sets."""
    forms: int = 0
    console: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self, seconds: float) -> str:
        """One line of numbers."""
        return (
            f"{self.procedure}: steps {len(self.walked)} of {self.steps}, forms {self.forms}; "
            f"guards tried {len(self.tried)} of {self.guards}, refused with their article {len(self.refused)}; "
            f"console {len(self.console)}, wrong {len(self.wrong)}; {seconds:.0f} s of processor time"
        )

    def told(self) -> Iterator[str]:
        """What is behind the numbers."""
        if self.elsewhere:
            yield f"entered by a page of their own: {', '.join(sorted(self.elsewhere))}"
        if self.untried:
            yield f"no form can break: {', '.join(sorted(self.untried))}"
        yield from (f"console: {one}" for one in self.console)
        yield from (f"WRONG: {one}" for one in self.wrong)


def total(found: Sequence[Walked]) -> str:
    """All of them together."""
    return (
        f"{len(found)} procedures: steps {sum(len(one.walked) for one in found)} of {sum(one.steps for one in found)}, "
        f"by a page of their own {sum(len(one.elsewhere) for one in found)}; "
        f"guards tried {sum(len(one.tried) for one in found)} of {sum(one.guards for one in found)}, "
        f"refused with their article {sum(len(one.refused) for one in found)}; "
        f"console {sum(len(one.console) for one in found)}, wrong {sum(len(one.wrong) for one in found)}"
    )


@dataclass(frozen=True, slots=True)
class Leg:
    """An example, walked as far as its last act of use: which acts are entered by hand, what is tried before them."""

    example: Example
    by_hand: frozenset[str]
    breaks: Mapping[str, tuple[Breach, ...]]
    """Guards broken, by the act that breaks them."""


def legs_of(procedure: str) -> list[Leg]:
    """As few examples as reach every step and break every guard."""
    lawful_ones, others = _sorted(procedure)
    wanted = set(shelf().docket(procedure).procedure.steps)
    hands: dict[str, set[str]] = {}
    for example in [lawful(procedure), *lawful_ones, *others]:
        new = wanted & {one.step for one in in_order(example.records)}
        if new:
            hands[example.name] = {next(r.id for r in in_order(example.records) if r.step == s) for s in new}
            wanted -= new
    broken: dict[str, Breach] = {}
    found = sorted(all_breaches(procedure), key=lambda one: one.example.name not in hands)
    for one in found:
        broken.setdefault(one.rule.id, one)
    breaks: dict[str, dict[str, list[Breach]]] = {}
    for one in broken.values():
        breaks.setdefault(one.example.name, {}).setdefault(one.act.id, []).append(one)
    return [
        Leg(
            one,
            frozenset(hands.get(one.name, ())),
            {act: tuple(some) for act, some in breaks.get(one.name, {}).items()},
        )
        for one in [*lawful_ones, *others]
        if one.name in hands or one.name in breaks
    ]


def _sorted(procedure: str) -> tuple[list[Example], list[Example]]:
    """The plain examples of a procedure, lawful ones and others, each the longest first."""
    against = {Outcome.VIOLATED, Outcome.UNDETERMINED}
    found = sorted(
        (one for one in packs().examples(procedure) if plain(one)), key=lambda one: -len(one.records)
    )
    return (
        [one for one in found if not outcomes(one) & against],
        [one for one in found if outcomes(one) & against],
    )


@dataclass(slots=True)
class Walker:
    """A page of Chromium before a running site, whose clock is moved and whose database is as new for each example."""

    page: Page
    server: str
    clock: Clock
    fresh: Callable[[], object]
    said: list[str]
    """What the console of the page says, from `chromium.watch`."""

    def walk(self, procedure: str) -> Walked:
        """Every step and guard of a procedure."""
        docket = shelf().docket(procedure)
        guards = {
            one.id for one in docket.procedure.rules if one.blocks and not isinstance(one.body, ClockRule)
        }
        met = Walked(procedure, len(docket.procedure.steps), len(guards))
        for leg in legs_of(procedure):
            self.fresh()
            self._leg(procedure, leg, met)
        met.untried = guards - met.tried
        self._generated(procedure, met)
        met.console = [one for one in self.said if str(REFUSED) not in one]
        self.said.clear()
        return met

    def _leg(self, procedure: str, leg: Leg, met: Walked) -> None:
        acts = in_order(leg.example.records)
        last = max(place for place, one in enumerate(acts) if one.id in leg.by_hand or one.id in leg.breaks)
        self.clock.now = min(min(one.recorded_at for one in acts), min(one.instant for one in acts))
        case = opened(procedure, leg.example, self.clock.now)
        for act in acts[: last + 1]:
            where = f"{leg.example.name}, {act.step}"
            if own_page(procedure, act.step, case):
                met.elsewhere.add(act.step)
                return  # what comes after rests on it, and is asked where that page is
            if act.id not in leg.by_hand and act.id not in leg.breaks:
                answer = enter(procedure, case, act, self.clock, attest="1")
                if answer.status_code != ENTERED:
                    met.wrong.append(f"{where}: not entered")
                    return
                continue
            if not self._by_hand(procedure, case, act, leg.breaks.get(act.id, ()), met, where):
                return

    def _by_hand(
        self, procedure: str, case: str, act: Record, breaks: Sequence[Breach], met: Walked, where: str
    ) -> bool:
        """The act: tried first where it breaks guards, then entered as it happened. Whether it went in."""
        self.clock.now = max(act.recorded_at, act.instant)
        several = shelf().docket(procedure).procedure.steps[act.step].actors > 1
        form = sent(case, act, others_of(act) if several else ())
        if said := self._open(procedure, case, act.step):
            met.wrong.append(f"{where}: {said}")
            return False
        met.forms += 1
        met.wrong += [f"{where}: {one}" for one in (*self._wide(), *self._fill(form))]
        if breaks:
            self._try(case, breaks, met, where)
        answer = self._press("button[name=attest]", case, act.step)
        if answer is None or answer.status != ENTERED:
            met.wrong.append(f"{where}: not entered by hand: {self._told(answer)}")
            return False
        self.page.wait_for_url(lambda url: "/act/" not in url)
        kept = read_case(case).history.acts[-1]
        shown = self.page.locator(f"[id='r-{kept.id}']").count()
        stated = {name: value for name, value in act.fields.items() if value is not None}
        same = {name: kept.fields.get(name) for name in stated} == stated
        at = (kept.instant, kept.precise, kept.documents) == (act.instant, act.precise, act.documents or ())
        if not (shown and same and at and kept.step == act.step):
            met.wrong.append(f"{where}: kept or shown as something else")
        met.walked.add(act.step)
        return True

    def _try(self, case: str, breaks: Sequence[Breach], met: Walked, where: str) -> None:
        position = read_case(case).history.position
        answer = self._press(".pl-form-foot .pl-button:not([name=attest])", case, breaks[0].act.step)
        met.tried |= {one.rule.id for one in breaks}
        panel = self.page.locator(".pl-refusal")
        if answer is None or answer.status != REFUSED or not panel.count():
            met.wrong.append(
                f"{where}: {', '.join(one.rule.id for one in breaks)} not refused: {self._told(answer)}"
            )
            return
        text = panel.first.inner_text()
        for one in breaks:
            article = "；".join(shelf().written(basis) for basis in one.rule.basis)
            if article in text and one.rule.says in text:
                met.refused.add(one.rule.id)
            else:
                met.wrong.append(f"{where}: {one.rule.id} refused without {article}: {text[:300]}")
        if read_case(case).history.position != position:
            met.wrong.append(f"{where}: a refused act left a record")

    def _generated(self, procedure: str, met: Walked) -> None:
        """Steps that no example takes, with values made for their fields, after the acts of the lawful example."""
        steps = shelf().docket(procedure).procedure.steps
        left = [one for id, one in steps.items() if id not in met.walked | met.elsewhere]
        if not left:
            return
        self.fresh()
        example = lawful(procedure)
        if not example.header.get(
            "division"
        ):  # steps that a region adds are asked where the region's law holds
            example = replace(example, header={**example.header, "division": settings.DIVISION})
        acts = in_order(example.records)
        self.clock.now = min(min(one.recorded_at for one in acts), min(one.instant for one in acts))
        case = opened(procedure, example, self.clock.now)
        for act in acts:
            enter(procedure, case, act, self.clock, attest="1")
        for step in left:
            if own_page(procedure, step.id, case):
                met.elsewhere.add(step.id)
                continue
            self.clock.now += MINUTE
            if said := self._open(procedure, case, step.id):
                met.wrong.append(f"{step.id}, values made: {said}")
                continue
            now = self.clock.now
            values = {f"f_{name}": made(one, now) for name, one in step.fields.items()}
            form = {"at": local_minute(now), **values}
            met.wrong += [f"{step.id}, values made: {one}" for one in (*self._wide(), *self._fill(form))]
            met.forms += 1
            answer = self._press("button[name=attest]", case, step.id)
            if answer is None or answer.status != ENTERED:
                met.wrong.append(f"{step.id}, values made: not entered by hand: {self._told(answer)}")
                continue
            self.page.wait_for_url(lambda url: "/act/" not in url)
            met.walked.add(step.id)

    def _open(self, procedure: str, case: str, step: str) -> str:
        """The form, before whoever does the step; what stands there instead."""
        person = who_does(procedure, step)
        cookie = signed_in(person.name).cookies["sessionid"].value
        self.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.server}])
        answer = self.page.goto(f"{self.server}/cases/{case}/act/{step}/")
        if self.page.locator("#act_at").count():
            return ""
        said = self.page.locator("main").inner_text()
        return f"no form for {person.name}: {answer and answer.status} {self.page.url} {said[:300]}"

    def _wide(self) -> list[str]:
        """Whether the form is wider than the window."""
        wide = overflow(self.page)
        return [f"scrolls sideways by {wide} px"] if wide > 0 else []

    def _fill(self, form: Mapping[str, object]) -> Iterable[str]:
        """Puts the values where they stand; what has no place on the page, and what its control does not take."""
        wrong = []
        for name, value in _by_hand(form).items():
            if name == "seen" or (value in ("", (), []) and name != "papers"):
                continue
            place = self.page.locator(f"#pl-panel [name='{name}'], form.pl-form [name='{name}']")
            if not place.count():
                if not value:
                    continue
                wrong.append(f"no place for {name}")
            elif name == "day_only":
                place.set_checked(bool(value))
            elif isinstance(value, list | tuple):
                for box in place.all():
                    box.set_checked(box.get_attribute("value") in value)
            elif said := _put(place.first, str(value)):
                wrong.append(f"{name}: {said}")
        return wrong

    def _press(self, button: str, case: str, step: str) -> Response | None:
        """The answer to a button; None where the browser itself holds the form back."""
        main = self.page.locator(button).first
        form = main.locator("xpath=ancestor::form")
        if not form.evaluate("one => one.checkValidity()"):
            return None
        with self.page.expect_response(
            lambda answer: answer.request.method == "POST" and answer.url.endswith(f"/{case}/act/{step}/")
        ) as waited:
            main.click()
        answer = waited.value
        answer.finished()
        self.page.wait_for_function(
            "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
        )
        return answer

    def _told(self, answer: Response | None) -> str:
        """What stands in the way, in the words of the page."""
        if answer is None:
            found = self.page.evaluate(
                "[...document.querySelectorAll(':invalid')].map(one => `${one.name}: ${one.validationMessage}`)"
            )
            return f"held back by the browser: {found}"
        said = self.page.locator(".pl-refusal, .pl-error, .pl-conflict").all_inner_texts()
        return f"{answer.status} {' | '.join(said)[:400]}"


def _by_hand(form: Mapping[str, object]) -> dict[str, object]:
    """The form as a person fills it: where the day alone is known, a box says so beside some time of that day."""
    day_only = len(str(form["at"])) == len("2026-03-02")
    days = {name: f"{form[name]}T00:00" for name in ("at", "until") if day_only and form.get(name)}
    return {**form, **days, "day_only": day_only}


def _put(place: Locator, value: str) -> str:
    """Types or chooses a value; what the control made of it instead."""
    if place.evaluate("one => one.tagName") == "SELECT":
        place.select_option(value)
    else:
        place.fill(value)
    kept = str(place.input_value())
    return "" if kept == value else f"typed {value}, stands {kept}"
