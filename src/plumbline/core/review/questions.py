"""What a reviewer is asked (`packs/<layer>/review/questions.yaml`), and what answers make of a review.

A question asks and decides nothing: a person answers yes, no or «does not apply», and says why where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from plumbline.core.data_file.errors import Found
from plumbline.core.data_file.nodes import Node, read_file
from plumbline.core.errors import Language
from plumbline.core.law.errors import LawError
from plumbline.core.law.registry import LawRegistry

FILE: Final = "questions.yaml"
_SHAPE: Final = ("says", "english", "basis")
_MORE: Final = ("effect", "for", "head", "wrong", "standing")


class Effect(StrEnum):
    """What a wrong answer means: the paper stops, is mended before it is signed, or the reviewer says something."""

    BLOCK = "block"
    FIX = "fix"
    NOTE = "note"


class Said(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `wrong` is the answer that makes it a problem, `kinds` those it is asked of; empty: of all."""

    id: str
    zh: str
    en: str
    basis: tuple[str, ...]
    effect: Effect
    kinds: frozenset[str]
    head: str
    wrong: Said
    standing: str

    def says(self, language: Language) -> str:
        """The question."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one review, in their order."""

    id: str
    zh: str
    en: str
    questions: tuple[Question, ...]

    def asked_of(self, kind: str) -> tuple[Question, ...]:
        """Those that are asked of a kind of act."""
        return tuple(one for one in self.questions if not one.kinds or kind in one.kinds)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered, with the reason."""

    question: str
    said: Said
    why: str = ""


def load_questions(root: Path, registry: LawRegistry) -> dict[str, QuestionSet]:
    """The sets of every layer below `root`, by id; raises `PackErrors`."""
    found = Found()
    sets: dict[str, QuestionSet] = {}
    for file in sorted(root.rglob(FILE)):
        with found.part():
            got = read_file(file).fields(("checked_on", "sets"))
            for id, node in got["sets"].members().items():
                with found.part():
                    sets[id] = _set(id, node, registry)
    found.stop()
    return sets


def problems(asked: Sequence[Question], answers: Mapping[str, Answer]) -> list[Question]:
    """The questions whose answer is the wrong one, in their order."""
    return [one for one in asked if (told := answers.get(one.id)) is not None and told.said is one.wrong]


def unanswered(asked: Sequence[Question], answers: Mapping[str, Answer]) -> list[Question]:
    """The questions that nobody answered."""
    return [one for one in asked if one.id not in answers]


def unexplained(asked: Sequence[Question], answers: Mapping[str, Answer]) -> list[Question]:
    """The questions that are a problem without a word on why."""
    return [one for one in problems(asked, answers) if len(answers[one.id].why.strip()) < 2]


def heads(asked: Sequence[Question], answers: Mapping[str, Answer]) -> dict[str, bool]:
    """Whether each head of the review is in order: no question of it that stops or must be mended is a problem.

    A head with a question that nobody answered is not there: what was not looked at is not in order.
    """
    open_heads = {one.head for one in unanswered(asked, answers)}
    wrong = {one.head for one in problems(asked, answers) if one.effect is not Effect.NOTE}
    return {one.head: one.head not in wrong for one in asked if one.head and one.head not in open_heads}


def is_in_order(asked: Sequence[Question], answers: Mapping[str, Answer]) -> bool:
    """Whether no answer tells of a problem that stops or must be mended, whatever head it stands under, or none."""
    return all(one.effect is Effect.NOTE for one in problems(asked, answers))


def is_major(facts: Mapping[str, bool]) -> bool:
    """Whether a decision is to be reviewed, by what is stated of it (处罚法 §58 ¶1, 118号 (十二)).

    Major rights and a hearing are one ground of the Act and, each alone, one of the policy; difficulty counts only
    together with several legal relations.
    """
    both = facts.get("complex", False) and facts.get("several_relations", False)
    alone = ("public_interest", "major_rights", "heard", "other_law", "social_risk", "on_catalogue")
    return both or any(facts.get(name, False) for name in alone)


def is_normative(answers: Mapping[str, Answer]) -> bool | None:
    """Whether a paper is a normative document: D1–D5 yes, D7 no; None while an answer that decides is lacking."""
    needed = [answers.get(f"D{n}") for n in range(1, 6)]
    internal = answers.get("D7")
    if any(one is not None and one.said is not Said.YES for one in needed):
        return False
    if internal is not None and internal.said is Said.YES:
        return False
    return None if internal is None or None in needed else True


def is_major_decision(answers: Mapping[str, Answer]) -> bool | None:
    """Whether a matter is a major administrative decision (决策条例 §2-§3): E1, one of E2–E7, and not E8."""
    said = {name: answers[name].said for name in answers}
    if said.get("E1") is Said.NO or said.get("E8") is Said.YES:
        return False
    grounds = [said.get(f"E{n}") for n in range(2, 8)]
    if all(one is not None and one is not Said.YES for one in grounds):
        return False
    if said.get("E1") is not Said.YES or "E8" not in said:
        return None
    return True if Said.YES in grounds else None


def _set(id: str, node: Node, registry: LawRegistry) -> QuestionSet:
    got = node.fields(("title", "english", "questions"))
    asked = tuple(_question(name, one, registry) for name, one in got["questions"].members().items())
    return QuestionSet(id, got["title"].text(), got["english"].text(), asked)


def _question(id: str, node: Node, registry: LawRegistry) -> Question:
    got = node.fields(_SHAPE, _MORE)
    return Question(
        id=id,
        zh=got["says"].text(),
        en=got["english"].text(),
        basis=tuple(_basis(got["basis"], registry)),
        effect=Effect(got["effect"].word(list(Effect))) if "effect" in got else Effect.NOTE,
        kinds=frozenset(one.text() for one in got["for"].items()) if "for" in got else frozenset(),
        head=got["head"].text() if "head" in got else "",
        wrong=Said.YES if "wrong" in got else Said.NO,
        standing=got["standing"].text() if "standing" in got else "",
    )


def _basis(node: Node, registry: LawRegistry) -> Iterator[str]:
    for part in node.text().split("; "):
        try:
            registry.read(part)
        except LawError as error:
            node.refuse(f"依据“{part}”无法识别：{error.message('zh')}", "写作：处罚法 §57 ¶1")
        yield part
