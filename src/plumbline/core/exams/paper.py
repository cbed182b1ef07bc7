"""A paper: which questions it has, drawn so that its holder can draw them again, and how it is marked.

1.  When an exam is set up, a seed of 32 bytes is committed to by its SHA-256, beside the list of questions.
2.  Each paper has a random id. Its own seed is HMAC-SHA256 with the exam's seed as key over the paper's id.
3.  The paper's questions are drawn from the list with the paper's seed, as every draw here (`core.oversight.draw`).
4.  When the exam is closed its seed is published: each holder draws the own paper again. Whoever does not know a
    paper's id cannot tell its questions.

A question counts one point or none; several right options count when all of them and no other were chosen.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plumbline.core.exams.errors import AnswerUnfit
from plumbline.core.exams.question import Kind, Wording
from plumbline.core.ledger.canonical import Json, canonical
from plumbline.core.oversight.draw import Bundle, draw, read_seed

EVERYBODY: Final = "*"
"""A key under which a question counts for everybody, whatever was answered."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Questions that count as right, of how many."""

    right: int
    of: int

    def passes(self, share: int) -> bool:
        """Whether the share of right ones in percent is reached; counted in whole numbers."""
        return self.right * 100 >= share * self.of


def paper_seed(exam_seed: str, paper: str) -> str:
    """The seed of a paper. Raises SeedUnusable."""
    return hmac.new(read_seed(exam_seed), paper.encode(), hashlib.sha256).hexdigest()


def draw_paper(items: Sequence[str], exam_seed: str, paper: str, count: int) -> Bundle:
    """The draw of a paper with all that is published of it. Raises DrawError."""
    return draw(items, paper_seed(exam_seed, paper), count)


def chosen(bundle: Bundle) -> tuple[str, ...]:
    """The versions of a paper's questions in their order."""
    return tuple(one.item for one in bundle.chosen)


def check_choice(number: int, wording: Wording, choice: str) -> str:
    """The choice in its one writing, letters in order; empty for none. Raises AnswerUnfit."""
    letters = "".join(sorted(set(choice.strip().upper())))
    several = wording.kind is Kind.MULTIPLE
    if not set(letters) <= set(wording.letters) or (len(letters) > 1 and not several):
        raise AnswerUnfit(number=number, choice=choice[:20])
    return letters


def answers_hash(paper: str, questions: Sequence[str], answers: Mapping[str, str], salt: str) -> str:
    """SHA-256 of what was handed in, in hexadecimal. The salt stays with the answers, which are few to guess."""
    handed: dict[str, Json] = {
        "paper": paper,
        "questions": list(questions),
        "answers": {one: answers.get(one, "") for one in questions},
        "salt": salt,
    }
    return hashlib.sha256(canonical(handed)).hexdigest()


def mark(questions: Sequence[str], answers: Mapping[str, str], keys: Mapping[str, str]) -> Marked:
    """The marks of a paper under the keys of its versions."""
    right = sum(
        keys[one] == EVERYBODY or (bool(answers.get(one)) and answers[one] == keys[one]) for one in questions
    )
    return Marked(right, len(questions))
