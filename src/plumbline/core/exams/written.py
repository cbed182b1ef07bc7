"""What became of one paper: handed in, marked, appealed, marked again; folded from the stream `exam:paper:` and its id.

The stream names nobody: who holds the paper is a personal value of its opening, committed to with a salt, and what
was answered is one of its handing-in. Both can be destroyed after their time without breaking a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from plumbline.core.cases.reserved import EXAMS_OF, OPEN_CASE
from plumbline.core.exams.errors import NotNow, OwnQuestion, PaperUnknown, QuestionUnfit
from plumbline.core.exams.paper import EVERYBODY, Marked
from plumbline.core.exams.question import Wording
from plumbline.core.exams.sitting import Sitting, Stage
from plumbline.core.ledger.record import Record

PROCEDURE: Final = "exam.paper"
HOLDER: Final = "holder"
ANSWERS: Final = "answers"
EXTEND: Final = "extend_paper"
HAND_IN: Final = "hand_in"
MARK: Final = "mark_paper"
APPEAL: Final = "appeal"
PROPOSE: Final = "propose_decision"
DECIDE: Final = "decide_appeal"
_PAPERS: Final = f"{EXAMS_OF}paper:"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first of two would decide: `key` is the right one then, empty where the appeal is refused."""

    by: str
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal against a question. `decided_by` is the second person, once both agree."""

    item: str
    reason: str
    at: int
    proposal: Proposal | None = None
    decided_by: str = ""

    @property
    def is_upheld(self) -> bool:
        """Whether it was decided for whoever appealed."""
        return bool(self.decided_by and self.proposal and self.proposal.key)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper; `by_system`: its time ran out and what was saved was handed in for its holder."""

    id: str
    sitting: str
    unit: str
    extra: int = 0
    handed_at: int | None = None
    by_system: bool = False
    questions: tuple[str, ...] = ()
    answers_hash: str = ""
    marked: Marked | None = None
    passed: bool | None = None
    appeals: tuple[Appeal, ...] = ()

    def appeal(self, item: str) -> Appeal | None:
        """The appeal against a question, if there is one."""
        return next((one for one in self.appeals if one.item == item), None)

    @property
    def waiting(self) -> int:
        """Appeals that wait for a decision."""
        return sum(not one.decided_by for one in self.appeals)


def stream_of(paper: str) -> str:
    """The stream of a paper."""
    return f"{_PAPERS}{paper}"


def is_paper(stream: str) -> bool:
    """Whether a stream is a paper's."""
    return stream.startswith(_PAPERS)


def fold(records: Sequence[Record]) -> Paper:
    """The paper of a stream. Raises PaperUnknown for records that are none of a paper."""
    if not records or records[0].step != OPEN_CASE or records[0].fields.get("procedure") != PROCEDURE:
        raise PaperUnknown()
    said: dict[str, Any] = dict(records[0].fields)
    made = Paper(records[0].case.removeprefix(_PAPERS), said["sitting"], said["unit"])
    for record in records[1:]:
        made = _after(made, record, dict(record.fields))
    return made


def _after(made: Paper, record: Record, said: dict[str, Any]) -> Paper:
    match record.step:
        case "extend_paper":
            return replace(made, extra=made.extra + said["minutes"])
        case "hand_in":
            return replace(
                made,
                handed_at=record.recorded_at,
                by_system=said["by_system"],
                questions=tuple(said["questions"]),
                answers_hash=said["answers_sha256"],
            )
        case "mark_paper":
            return replace(made, marked=Marked(said["right"], said["of"]), passed=said["passed"])
        case "appeal":
            new = Appeal(said["item"], said["reason"], record.recorded_at)
            return replace(made, appeals=(*made.appeals, new))
        case "propose_decision":
            proposal = Proposal(record.entered_by, said["key"], said["reason"])
            return _appealed(made, said["item"], proposal, "")
        case "decide_appeal":
            known = made.appeal(said["item"])
            agreed = known.proposal if known is not None and said["agreed"] else None
            return _appealed(made, said["item"], agreed, record.entered_by if agreed else "")
    return made


def _appealed(made: Paper, item: str, proposal: Proposal | None, decided_by: str) -> Paper:
    appeals = tuple(
        replace(one, proposal=proposal, decided_by=decided_by) if one.item == item else one
        for one in made.appeals
    )
    return replace(made, appeals=appeals)


def check_appeal(made: Paper, sitting: Sitting, item: str, reason: str, today: int) -> None:
    """Raises NotNow, QuestionUnfit: a question of the paper, once, within the days of appeal, with a reason."""
    if sitting.stage is not Stage.CLOSED or sitting.appeals_end is None or today > sitting.appeals_end:
        raise NotNow(problem_zh="不在申诉期内", problem_en="these are not the days of appeal")
    if item not in made.questions:
        raise PaperUnknown()
    if made.appeal(item) is not None:
        raise NotNow(problem_zh="这道题已经申诉", problem_en="this question was appealed already")
    _reason(reason)


def check_propose(made: Paper, item: str, wording: Wording, author: str, proposal: Proposal) -> None:
    """Raises NotNow, OwnQuestion, QuestionUnfit: what the first of two would decide."""
    known = made.appeal(item)
    if known is None or known.proposal is not None:
        raise NotNow(problem_zh="没有待办理的申诉", problem_en="no appeal waits for a proposal")
    if proposal.by == author:
        raise OwnQuestion()
    if proposal.key not in ("", EVERYBODY) and not set(proposal.key) <= set(wording.letters):
        raise QuestionUnfit(
            problem_zh="更正的答案与选项不符",
            problem_en="the corrected key does not fit the options",
            mend_zh="填写选项字母",
            mend_en="write letters of the options",
        )
    _reason(proposal.reason)


def check_decide(made: Paper, item: str, author: str, by: str) -> Proposal:
    """The proposal that somebody else now agrees with or sends back. Raises NotNow, OwnQuestion."""
    known = made.appeal(item)
    if known is None or known.proposal is None or known.decided_by:
        raise NotNow(problem_zh="没有待第二人决定的申诉", problem_en="no proposal waits for a second person")
    if by == author:
        raise OwnQuestion()
    if by == known.proposal.by:
        raise NotNow(problem_zh="须由另一人决定", problem_en="somebody else must decide")
    return known.proposal


def _reason(reason: str) -> None:
    if len(reason.strip()) < 2:
        raise QuestionUnfit(
            problem_zh="没有写明理由", problem_en="no reason was given", mend_zh="写明理由", mend_en="say why"
        )
