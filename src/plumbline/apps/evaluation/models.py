"""An evaluation, whom it calls, and the box: none knows when a thing was done, and no ballot is in the clear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Evaluation(models.Model):
    """An evaluation of one report. `stage`: open, closing (nobody can vote any more), counted, failed (too few)."""

    key = models.TextField(primary_key=True)
    case = models.TextField()
    title = models.TextField()
    """Whose report: unit, post, year; never a name."""
    organ = models.TextField()
    division = models.TextField()
    stage = models.TextField()
    entitled = models.IntegerField()
    last_day = models.IntegerField(null=True)
    """By when those called are asked to vote, set with the call; voting is open until it is closed."""
    modulus = models.TextField()
    """Of the public key, hexadecimal; the private one lies outside the database."""
    published = models.TextField(blank=True)
    """The list of ballots as its file, once counted."""

    class Meta:
        db_table = "evaluation"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["case"], name="evaluation_case")]

    def __str__(self) -> str:
        return str(self.key)


class Voter(models.Model):
    """Somebody called to an evaluation, and the one blind request that was signed for them; empty: none yet.

    Request and answer may be kept: every pair of a request and a ballot is joined by exactly one secret of the voter's
    browser, so they say nothing of the ballot. They let a broken connection ask again without a second ballot.
    """

    key = models.TextField(primary_key=True)
    evaluation = models.TextField()
    account = models.TextField()
    name = models.TextField()
    organ = models.TextField()
    request = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "evaluation_voter"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["evaluation"], name="evaluation_voter_of"),
            models.Index(fields=["account"], name="evaluation_voter_account"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class SealedBallot(models.Model):
    """A ballot in the closed box until the count: its mark and its sealed text, both under the key of the box."""

    mark = models.TextField(primary_key=True)
    evaluation = models.TextField()
    sealed = models.TextField()

    class Meta:
        db_table = "evaluation_box"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["evaluation"], name="evaluation_box_of")
        ]

    def __str__(self) -> str:
        return str(self.mark)
