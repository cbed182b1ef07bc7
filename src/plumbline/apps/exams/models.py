"""Projections of questions, exams and papers, keyed by records; and what is in hand while somebody writes.

`ExamSeat` and `ExamAnswer` are working state: who holds which paper, and each answer as it was given. What is handed in
is sealed as a record with the hash of the answers. Instants are microseconds since 1970-01-01 UTC.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ExamQuestion(models.Model):
    """A version of a question, keyed by its name in lists that are drawn from. A projection."""

    key = models.TextField(primary_key=True)
    question = models.TextField()
    number = models.IntegerField()
    division = models.TextField()
    state = models.TextField()
    kind = models.TextField()
    text = models.TextField()
    options = models.TextField()
    """Canonical JSON."""
    answer = models.TextField()
    """The letters that are right."""
    basis = models.TextField()
    bodies = models.TextField()
    """Between commas, so that one can be searched for."""
    author = models.TextField()
    reviewer = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        db_table = "exam_question"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["division", "state"], name="exam_question_state"),
            models.Index(fields=["question"], name="exam_question_question"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class ExamSitting(models.Model):
    """An exam in lists; the page of one reads its stream. A projection."""

    key = models.TextField(primary_key=True)
    organ = models.TextField()
    division = models.TextField()
    title = models.TextField()
    purpose = models.TextField()
    opens_at = models.BigIntegerField()
    closes_at = models.BigIntegerField()
    """With what everybody got besides."""
    stage = models.TextField()
    watchers = models.TextField(blank=True)
    """Between commas: the two who see it; empty where everybody who runs exams does."""

    class Meta:
        db_table = "exam_sitting"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["division", "opens_at"], name="exam_sitting_division"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class ExamPaper(models.Model):
    """What became of a paper; it names nobody. A projection."""

    key = models.TextField(primary_key=True)
    sitting = models.TextField()
    unit = models.TextField(blank=True)
    """The number of the unit; empty where the list of those examined is confidential."""
    handed_at = models.BigIntegerField(null=True)
    right = models.IntegerField(null=True)
    passed = models.BooleanField(null=True)
    waiting = models.IntegerField(default=0)
    """Appeals that wait for a decision."""

    class Meta:
        db_table = "exam_paper"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sitting", "unit"], name="exam_paper_sitting"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class ExamSeat(models.Model):
    """Who holds a paper, by the name under which they stand in records; what is drawn for it and how far it is."""

    paper = models.TextField(primary_key=True)
    sitting = models.TextField()
    holder = models.TextField()
    unit = models.TextField(blank=True)
    """The unit of the holder, for those who may know."""
    began_at = models.BigIntegerField(null=True)
    due_at = models.BigIntegerField(null=True)
    handed_at = models.BigIntegerField(null=True)
    questions = models.TextField(blank=True, default="[]")
    """Versions in their order, canonical JSON."""
    salt = models.TextField(blank=True, default="")
    """What the hash of the answers is made with."""
    saves = models.IntegerField(default=0)
    saved_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = "exam_seat"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sitting", "holder"], name="exam_seat_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["holder"], name="exam_seat_holder"),
        ]

    def __str__(self) -> str:
        return str(self.paper)


class ExamAnswer(models.Model):
    """What was answered last, keyed by paper and version; `turn` tells a late arrival from a newer choice."""

    key = models.TextField(primary_key=True)
    paper = models.TextField()
    item = models.TextField()
    choice = models.TextField(blank=True)
    turn = models.BigIntegerField()
    saved_at = models.BigIntegerField()

    class Meta:
        db_table = "exam_answer"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["paper"], name="exam_answer_paper"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class ExamLawSeen(models.Model):
    """What the articles that a version cites said when the nightly job looked last; working state, made again by it."""

    key = models.TextField(primary_key=True)
    """The version's name in lists that are drawn from."""
    seen = models.JSONField()
    """By citation the edition in force and the hash of its words, each empty where there is none."""

    class Meta:
        db_table = "exam_law_seen"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.key)


class WaitingQuestion(models.Model):
    """A row of a sheet that is no question yet: cells as received and what is wrong. It proves nothing."""

    key = models.TextField(primary_key=True)
    """Hash of division and cells, so the same row waits once."""
    division = models.TextField()
    row = models.IntegerField()
    cells = models.JSONField()
    problem_zh = models.TextField()
    problem_en = models.TextField()
    mend_zh = models.TextField(blank=True)
    mend_en = models.TextField(blank=True)
    taken_at = models.BigIntegerField()

    class Meta:
        db_table = "exam_waiting_question"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["division", "taken_at"], name="exam_waiting_division"),
        ]

    def __str__(self) -> str:
        return str(self.key)
