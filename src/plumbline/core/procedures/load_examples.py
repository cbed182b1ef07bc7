"""examples.yaml → worked examples, every value held against the procedure's fields.

Times are local to the procedure's zone. A plain day is an act of day precision; `now`, and its default (the day after
the last record), mean the end of that day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node
from plumbline.core.facts.case import Coverage
from plumbline.core.facts.officers import Certificate, OfficerRegister
from plumbline.core.facts.record import Record, Value
from plumbline.core.procedures.definition import Procedure, Step
from plumbline.core.procedures.errors import unknown
from plumbline.core.procedures.example import Example, Expectation
from plumbline.core.procedures.example_parts import ExampleParts
from plumbline.core.procedures.figure_use import figures_of
from plumbline.core.procedures.reading import known_words, optional_text, read_words
from plumbline.core.procedures.rule_errors import EndsEarly
from plumbline.core.vocabulary import HEADER, Outcome

EXAMPLE_KEYS: Final = ("header", "now", "officers", "uncovered", "figures", "note", "english")
RECORD_KEYS: Final = (
    "id",
    "until",
    "by",
    "recorded_at",
    "fields",
    "documents",
    "recordings",
    "corrects",
    "void",
    "case",
)
FACT_WORDS: Final = ("documents", "recordings", "officers", "confirmations")


class ExampleReader:
    """Reads the examples of one procedure."""

    def __init__(self, procedure: Procedure, found: Found) -> None:
        self._procedure = procedure
        self._parts = ExampleParts(procedure.time_zone)
        self._found = found
        self._rules = {rule.id for rule in procedure.rules}
        self._displaced = {rule.displaces for rule in procedure.rules if rule.displaces is not None}

    def read(self, root: Node) -> list[Example]:
        """All examples of a file; errors go to the `found` of the reader."""
        examples: list[Example] = []
        with self._found.part():
            for node in root.items():
                with self._found.part():
                    examples.append(self._example(node))
        return examples

    def _example(self, node: Node) -> Example:
        got = node.fields(("name", "records", "expect"), EXAMPLE_KEYS)
        found = Found()
        records: list[Record] = []
        for position, member in enumerate(got["records"].items(), start=1):
            with found.part():
                records.append(self._record(member, position))
        expect = self._expect(got["expect"], found)
        found.stop()
        self._check_corrections(records, got["records"])
        last = max((max(r.day, r.end_day, self._parts.day_of(r.recorded_at)) for r in records), default=0)
        now = self._parts.end(got["now"]) if "now" in got else self._parts.midnight(last + 2) - 1
        uncovered = read_words(got["uncovered"]) if "uncovered" in got else ()
        return Example(
            name=got["name"].text(),
            place=node.place,
            header=self._header(got["header"]) if "header" in got else {},
            now=now,
            officers=self._officers(got["officers"])
            if "officers" in got
            else OfficerRegister({}, closed=True),
            missing=self._coverage(uncovered, got.get("uncovered", node)),
            figures=self._figures(got["figures"]) if "figures" in got else {},
            records=tuple(records),
            expect=expect,
            expect_places={rule: got["expect"].key_place(rule) for rule in expect},
        )

    def _record(self, node: Node, position: int) -> Record:
        got = node.fields(("step", "at"), RECORD_KEYS)
        name = got["step"].text()
        step = self._procedure.steps.get(name)
        if step is None:
            raise unknown("step", name, self._procedure.steps, "records", got["step"].place)
        identity = got["id"].code() if "id" in got else f"r{position}"
        at = self._parts.time(got["at"])
        end = self._parts.time(got["until"]) if "until" in got else at
        if end.instant < at.instant:
            raise EndsEarly(place=got["until"].place, record=identity, later="until", earlier="at")
        recorded = self._parts.time(got["recorded_at"]).instant if "recorded_at" in got else end.instant
        if self._parts.day_of(recorded) < end.day:
            raise EndsEarly(
                place=got["recorded_at"].place, record=identity, later="recorded_at", earlier="at/until"
            )
        return Record(
            id=identity,
            step=name,
            seq=position,
            day=at.day,
            instant=at.instant,
            precise=at.precise,
            end_day=end.day,
            end_instant=end.instant,
            end_precise=end.precise,
            recorded_at=recorded,
            by=self._parts.actors(got["by"]) if "by" in got else None,
            fields=self._fields(step, got["fields"]) if "fields" in got else {},
            documents=self._parts.documents(got["documents"]) if "documents" in got else (),
            recordings=self._parts.recordings(got["recordings"]) if "recordings" in got else (),
            corrects=got["corrects"].code() if "corrects" in got else None,
            void="void" in got and got["void"].truth(),
            case=optional_text(got, "case") or "",
        )

    def _check_corrections(self, records: list[Record], node: Node) -> None:
        known = [record.id for record in records]
        for record, member in zip(records, node.items(), strict=True):
            if record.corrects is not None and (record.corrects not in known or record.corrects == record.id):
                others = [k for k in known if k != record.id]
                raise unknown("record", record.corrects, others, record.id, member.find("corrects").place)

    def _fields(self, step: Step, node: Node) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, value in node.members().items():
            if name not in step.fields:
                raise unknown("field", name, step.fields, step.id, node.key_place(name))
            values[name] = self._parts.value(step.fields[name], value)
        return values

    # surroundings

    def _header(self, node: Node) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, value in node.members().items():
            attribute = self._procedure.attributes.get(name)
            if attribute is not None:
                values[name] = self._parts.value(attribute.definition, value)
            elif name in HEADER:
                values[name] = value.code()
            else:
                known = (*HEADER, *self._procedure.attributes)
                raise unknown("attribute", name, known, "header", node.key_place(name))
        return values

    def _officers(self, node: Node) -> OfficerRegister:
        held: dict[str, tuple[Certificate, ...]] = {}
        for name, value in node.members().items():
            if value.scalar == "none":
                held[name] = ()
                continue
            spans = [value] if value.list is None else value.items()
            certificates = []
            for span in spans:
                got = span.fields(("from", "to"))
                certificates.append(Certificate(got["from"].day(), got["to"].day()))
            held[name] = tuple(certificates)
        return OfficerRegister(held, closed=True)

    def _figures(self, node: Node) -> dict[str, Decimal]:
        """Figures as this example supposes them, for those that nobody has set yet."""
        known = {figure for rule in self._procedure.rules for figure in figures_of(rule)}
        values: dict[str, Decimal] = {}
        for name, value in node.members().items():
            if name not in known:
                raise unknown("figure", name, known, "figures", node.key_place(name))
            if isinstance(value.scalar, bool) or not isinstance(value.scalar, int | Decimal):
                raise value.wrong(
                    "数字", "a number", "只写数字，不加引号", "write the number only, without quotes"
                )
            values[name] = Decimal(value.scalar)
        return values

    def _coverage(self, words: tuple[str, ...], node: Node) -> Coverage:
        facts = {*FACT_WORDS, *self._procedure.attributes, *HEADER}
        for word in words:
            if word not in self._procedure.steps and word not in facts:
                raise unknown("step", word, (*self._procedure.steps, *facts), "uncovered", node.place)
        steps = frozenset(w for w in words if w in self._procedure.steps)
        return Coverage(steps, frozenset(words) - steps)

    def _expect(self, node: Node, found: Found) -> dict[str, tuple[Expectation, ...]]:
        expect: dict[str, tuple[Expectation, ...]] = {}
        for rule, value in node.members().items():
            with found.part():
                if rule not in self._rules and not (rule in self._displaced and value.scalar == "none"):
                    raise unknown("rule", rule, self._rules, "expect", node.key_place(rule))
                if value.scalar == "none":
                    expect[rule] = ()
                else:
                    members = [value] if value.list is None else value.items()
                    expect[rule] = tuple(self._expectation(member) for member in members)
        return expect

    def _expectation(self, node: Node) -> Expectation:
        if node.map is None:
            return Expectation(Outcome(node.word(known_words(Outcome))))
        got = node.fields(("outcome",), ("due", "days_over", "late_entry"))
        due = self._parts.time(got["due"]) if "due" in got else None
        return Expectation(
            outcome=Outcome(got["outcome"].word(known_words(Outcome))),
            due=due.day if due is not None and not due.precise else None,
            due_instant=due.instant if due is not None and due.precise else None,
            days_over=got["days_over"].whole() if "days_over" in got else None,
            late_entry=got["late_entry"].truth() if "late_entry" in got else None,
        )
