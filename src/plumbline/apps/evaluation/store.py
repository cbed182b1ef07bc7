"""What keeps evaluations: rows whose order says nothing that must not be known."""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.apps.evaluation.models import Evaluation, SealedBallot, Voter
from plumbline.apps.questions import Question

OPEN, CLOSING, COUNTED, FAILED = "open", "closing", "counted", "failed"


def add(evaluation: Evaluation, voters: Iterable[Voter]) -> None:
    """A new evaluation with whom it calls."""
    evaluation.save(force_insert=True)
    Voter.objects.bulk_create(voters, batch_size=400)


def evaluation(key: str) -> Evaluation | None:
    """The evaluation of that key."""
    found: Evaluation | None = Evaluation.objects.filter(key=key).first()
    return found


def locked(key: str) -> Evaluation | None:
    """The same, held against other acts until the transaction ends."""
    found: Evaluation | None = Evaluation.objects.select_for_update().filter(key=key).first()
    return found


def of_case(case: str) -> Evaluation | None:
    """The evaluation of a report that is open or counted, else one that failed."""
    rows = {row.stage: row for row in Evaluation.objects.filter(case=case).order_by("key")}
    return rows.get(OPEN) or rows.get(CLOSING) or rows.get(COUNTED) or rows.get(FAILED)


def open_keys() -> set[str]:
    """The keys of those that are not over."""
    return set(Evaluation.objects.filter(stage__in=(OPEN, CLOSING)).values_list("key", flat=True))


def open_until(last: int) -> list[Evaluation]:
    """Those that are open and are to be voted in by that day or an earlier one."""
    return list(Evaluation.objects.filter(stage=OPEN, last_day__lte=last).order_by("key"))


def open_for(account: str) -> list[tuple[str, int | None]]:
    """Title and last day of those that are open and of which the account has no ballot."""
    return [(title, day) for title, day in _OPEN_FOR(account)]


_OPEN_FOR = Question(
    lambda account: (
        Evaluation.objects.filter(
            stage=OPEN, key__in=Voter.objects.filter(account=account, request="").values("evaluation")
        )
        .order_by("title", "key")
        .values_list("title", "last_day")
    )
)


def called_to(account: str) -> list[tuple[Evaluation, Voter]]:
    """The evaluations to which an account is called, by title."""
    voters = {row.evaluation: row for row in Voter.objects.filter(account=account)}
    rows = Evaluation.objects.filter(key__in=list(voters)).order_by("title", "key")
    return [(row, voters[row.key]) for row in rows]


def voter(evaluation: str, account: str) -> Voter | None:
    """Whom an evaluation calls under that account."""
    found: Voter | None = Voter.objects.filter(key=f"{evaluation}/{account}").first()
    return found


def voters(evaluation: str) -> list[Voter]:
    """Everybody called, by organ and name."""
    return list(Voter.objects.filter(evaluation=evaluation).order_by("organ", "name", "key"))


def taken(evaluation: str) -> int:
    """How many took a ballot."""
    return int(Voter.objects.filter(evaluation=evaluation).exclude(request="").count())


def give(key: str, request: str, answer: str) -> None:
    """Notes the one request that was signed for a voter, and its answer."""
    Voter.objects.filter(key=key, request="").update(request=request, answer=answer)


def put(evaluation: str, mark: str, sealed: str) -> None:
    """A ballot into the box, unless it is there."""
    SealedBallot.objects.get_or_create(mark=mark, defaults={"evaluation": evaluation, "sealed": sealed})


def in_box(evaluation: str) -> list[str]:
    """The sealed texts of the box, by mark."""
    rows = SealedBallot.objects.filter(evaluation=evaluation).order_by("mark")
    return list(rows.values_list("sealed", flat=True))


def boxed(mark: str) -> str | None:
    """The sealed text of that mark."""
    found: str | None = SealedBallot.objects.filter(mark=mark).values_list("sealed", flat=True).first()
    return found


def move(key: str, stage: str) -> None:
    """The evaluation is in that stage."""
    Evaluation.objects.filter(key=key).update(stage=stage)


def end(key: str, stage: str, published: str) -> None:
    """The evaluation is over, the box is emptied."""
    Evaluation.objects.filter(key=key).update(stage=stage, published=published)
    SealedBallot.objects.filter(evaluation=key).delete()
