"""Every name a rule uses, held against the procedure it stands in; expressions are typed on the way.

Errors: `UnknownReference`, `BadExpression`, `WrongType` and the `RuleError`s.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node
from plumbline.core.procedures.definition import Step
from plumbline.core.procedures.errors import WrongType, unknown
from plumbline.core.procedures.load_rule import RuleDraft
from plumbline.core.procedures.reading import bad_expression
from plumbline.core.procedures.rule_errors import (
    FigureUnit,
    MatchDemanded,
    OwnDue,
    PersonalRead,
    RecusalFields,
)
from plumbline.core.rules.expression import OWN_DAYS, Due, Expression, FigureOf, walk
from plumbline.core.rules.expression_errors import ExpressionError
from plumbline.core.rules.rule import (
    Before,
    Body,
    Carries,
    Clock,
    Exclusion,
    Extension,
    FigurePeriod,
    Interval,
    Limit,
    Never,
    Rule,
    Until,
    Who,
)
from plumbline.core.rules.typing import Vocabulary, check_truth, check_value
from plumbline.core.vocabulary import NUMERIC, ValueType


def check_rule(draft: RuleDraft, steps: dict[str, Step], names: Vocabulary) -> Rule:
    """The rule with typed expressions; raises `PackErrors` with everything that is wrong in it."""
    checker = _Checker(draft, steps, names)
    rule = checker.rule()
    checker.found.stop()
    return rule


class _Checker:
    def __init__(self, draft: RuleDraft, steps: dict[str, Step], names: Vocabulary) -> None:
        self._rule = draft.rule
        self._node = draft.node
        self._steps = steps
        self._names = names
        self.found = Found()

    def rule(self) -> Rule:
        rule, node = self._rule, self._node
        if not self._known(self._referenced(rule.body)):
            return rule
        judged = rule.judged_steps
        return replace(
            rule,
            body=self._body(rule.body),
            when=self._truth(rule.when, node.find("when"), judged),
            as_of=self._value(rule.as_of, node.find("as_of"), judged),
        )

    def _known(self, referenced: Iterable[tuple[Node, Collection[str]]]) -> bool:
        """Whether all steps exist; those that do not are reported."""
        good = True
        for node, words in referenced:
            for word in words:
                if word not in self._steps:
                    self.found.add(unknown("step", word, self._steps, self._rule.id, node.place))
                    good = False
        return good

    def _referenced(self, body: Body) -> list[tuple[Node, Collection[str]]]:
        node = self._node
        if not isinstance(body, Clock | Interval):
            kind = type(body).__name__.lower()
            found: list[tuple[Node, Collection[str]]] = [(node.find(kind, "step"), body.steps)]
            if isinstance(body, Who):
                found.append((node.find(kind, "differs_from"), body.differs_from))
                found.append((node.find(kind, "recused_by"), [body.recused_by] if body.recused_by else []))
            return found
        clock = node.find("clock")
        to = body.to if isinstance(body, Interval) else body.discharges
        found = [(clock.find("from"), body.opens), (clock.find("to"), to)]
        if isinstance(body, Clock):
            found += [(n, [e.step]) for n, e in self._extensions(body)]
            found += [(n, [e.start, e.end]) for n, e in self._excludes(body)]
            found.append((clock.find("restart"), body.restart))
            if body.on_expiry is not None:
                found.append((clock.find("on_expiry"), [body.on_expiry.deem or body.on_expiry.bars or ""]))
        return found

    def _extensions(self, body: Clock) -> list[tuple[Node, Extension]]:
        return list(zip(self._node.find("clock", "extensions").list or (), body.extensions, strict=True))

    def _excludes(self, body: Clock) -> list[tuple[Node, Exclusion]]:
        return list(zip(self._node.find("clock", "excludes").list or (), body.excludes, strict=True))

    def _truth(self, tree: Expression | None, node: Node, steps: Collection[str]) -> Expression | None:
        return self._typed(lambda t: check_truth(t, self._names, steps), tree, node)

    def _value(self, tree: Expression | None, node: Node, steps: Collection[str]) -> Expression | None:
        return self._typed(lambda t: check_value(t, self._names, steps), tree, node)

    def _typed(
        self, check: Callable[[Expression], Expression], tree: Expression | None, node: Node
    ) -> Expression | None:
        if tree is None:
            return None
        try:
            typed = check(tree)
        except ExpressionError as error:
            self.found.add(bad_expression(node, error))
            return tree
        if any(isinstance(n, Due) and n.rule in (self._rule.id, *self._rule.stands_for) for n in walk(typed)):
            self.found.add(OwnDue(place=node.place, rule=self._rule.id))
        return typed

    def _body(self, body: Body) -> Body:
        node = self._node
        match body:
            case Before(steps=steps, need=need):
                return replace(body, need=self._truth(need, node.find("before", "need"), steps) or need)
            case Limit(steps=steps, holds=holds):
                return replace(body, holds=self._truth(holds, node.find("limit", "holds"), steps) or holds)
            case Carries(steps=steps, fields=fields):
                place = node.find("carries", "fields")
                for step in steps:
                    for name in fields:
                        self._field(step, name, place)
            case Who(recused_by=step) if step is not None:
                self._recusal(step, node.find("who", "recused_by"))
            case Never(at_most=str(figure)):
                self._figure(figure, node.find("never", "at_most"), body.steps)
            case Clock() | Interval():
                return self._clock(body)
            case _:
                pass
        return body

    def _clock(self, body: Clock | Interval) -> Clock | Interval:
        clock = self._node.find("clock")
        self._matching(body, clock)
        start = self._value(body.start, clock.find("start"), body.opens)
        if isinstance(body, Interval):
            return replace(body, start=start)
        for node, extension in self._extensions(body):
            if isinstance(extension.amount, str):
                self._field(
                    extension.step, extension.amount, node.find("amount"), NUMERIC - {ValueType.MONEY}
                )
            if extension.sets is not None:
                self._field(extension.step, extension.sets, node.find("sets"), {ValueType.DATE})
        excludes = tuple(
            replace(e, condition=self._truth(e.condition, n.find("if"), [e.start]))
            for n, e in self._excludes(body)
        )
        term = body.term
        if isinstance(term, Until):
            term = Until(self._value(term.day, clock.find("until"), body.opens) or term.day)
        if isinstance(term, FigurePeriod):
            node = clock.find("within", "figure")
            self._figure(term.figure, node, body.opens)
            unit = self._names.units.get(term.figure, term.unit)
            if unit != term.unit:
                self.found.add(
                    FigureUnit(
                        place=node.place,
                        rule=self._rule.id,
                        figure=term.figure,
                        found=unit,
                        wanted=str(term.unit),
                    )
                )
        return replace(body, start=start, excludes=excludes, term=term)

    def _matching(self, body: Clock | Interval, clock: Node) -> None:
        repeating = next((s for s in body.opens if self._steps[s].repeats), None)
        if repeating is not None and not body.match and "match" not in clock.members():
            self.found.add(MatchDemanded(place=clock.key_place("from"), rule=self._rule.id, step=repeating))
        others: list[str] = [*body.opens, *(body.to if isinstance(body, Interval) else body.discharges)]
        if isinstance(body, Clock):
            others += [e.step for e in body.extensions] + list(body.restart)
            others += [step for e in body.excludes for step in (e.start, e.end)]
        for name in body.match:
            first = self._steps[body.opens[0]].fields.get(name)
            for step in dict.fromkeys(others):
                self._field(step, name, clock.find("match"), None if first is None else {first.type})

    def _field(self, step: str, name: str, node: Node, wanted: Collection[ValueType] | None = None) -> None:
        fields = self._steps[step].fields
        if name not in fields:
            if name in OWN_DAYS and wanted is None:
                return
            self.found.add(unknown("field", name, fields, step, node.place))
        elif fields[name].personal:
            self.found.add(PersonalRead(place=node.place, name=f"{step}.{name}"))
        elif wanted is not None and fields[name].type not in wanted:
            self.found.add(
                WrongType(
                    place=node.place,
                    name=f"{step}.{name}",
                    found=str(fields[name].type),
                    wanted="/".join(sorted(str(t) for t in wanted)),
                )
            )

    def _recusal(self, step: str, node: Node) -> None:
        fields = self._steps[step].fields
        wanted = {"officer": ValueType.OFFICER, "granted": ValueType.BOOL}
        missing = [n for n, kind in wanted.items() if n not in fields or fields[n].type is not kind]
        if missing:
            self.found.add(RecusalFields(place=node.place, step=step, missing=", ".join(missing)))

    def _figure(self, figure: str, node: Node, steps: Collection[str]) -> None:
        """A figure named outside an expression; it is asked for without a key."""
        self._typed(lambda t: check_value(t, self._names, steps, ValueType.NUMBER), FigureOf(figure), node)
