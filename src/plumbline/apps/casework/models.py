"""Projections of cases for lists, keyed by ids of cases and records; and drafts and views, no facts of a case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CaseStanding(models.Model):
    """Where a case stands, one row a case: all that lists show and sort by. Days count from 1970-01-01."""

    case = models.TextField(primary_key=True)
    number = models.TextField()
    number_key = models.TextField(default="")
    """The number as it sorts (`order_key`)."""
    procedure = models.TextField()
    field = models.TextField(blank=True)
    organ = models.TextField()
    division = models.TextField()
    cause = models.TextField()
    opened_day = models.IntegerField()
    last_day = models.IntegerField()
    stage = models.TextField()
    """The step of the main line that was done last; empty before the first."""
    next_step = models.TextField()
    """The step of the main line that comes next; empty when there is none."""
    waiting_for = models.TextField()
    """The role in the pack that does the next step."""
    ended_day = models.IntegerField(null=True)
    due_day = models.IntegerField(null=True)
    """The earliest due day of a running clock of the organ."""
    due_rule = models.TextField(blank=True)
    due_working = models.BooleanField(default=False)
    overdue = models.BooleanField(default=False)
    """Whether a clock of the organ had run out undischarged when the case was last acted on."""
    state = models.TextField(default="open")
    """Where it stands as a whole (`CaseState`): how it ended, or on hold."""
    begun_by = models.TextField(default="")
    """Who entered its first record: an account, or a source."""

    class Meta:
        db_table = "case_standing"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            # With the role waited for, tabs are counted from the index alone.
            models.Index(
                fields=["organ", "ended_day", "due_day", "waiting_for"], name="case_standing_organ_tabs"
            ),
            models.Index(fields=["organ", "waiting_for", "ended_day"], name="case_standing_waiting"),
            models.Index(fields=["number"], name="case_standing_number"),
            models.Index(fields=["number_key"], name="case_standing_number_key"),
            models.Index(fields=["ended_day", "due_day"], name="case_standing_due"),
            # Letters whose answer is due are counted among those of their procedure, not among all cases of these days.
            models.Index(fields=["procedure", "ended_day", "due_day"], name="case_standing_of_procedure"),
            # Cases under way by number, with what lists over all organs choose by. The condition is asked in these very
            # words (`under_way`): with `ended_day IS NULL` SQLite takes an index of days and sorts all it finds there.
            models.Index(
                fields=["number_key", "case", "due_day", "organ", "division", "procedure"],
                name="case_standing_running",
                condition=~models.Q(ended_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class CaseHandler(models.Model):
    """An officer who handles a case, as last assigned."""

    key = models.TextField(primary_key=True)
    case = models.TextField()
    officer = models.TextField()

    class Meta:
        db_table = "case_handler"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["officer", "case"], name="case_handler_officer"),
            models.Index(fields=["case"], name="case_handler_case"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class PartyRestated(models.Model):
    """A record after the opening that states who the party is, so that a list need not look through every record."""

    record = models.TextField(primary_key=True)
    case = models.TextField()
    position = models.IntegerField()

    class Meta:
        db_table = "case_party_restated"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="case_party_restated_case")
        ]

    def __str__(self) -> str:
        return str(self.record)


class CaseClock(models.Model):
    """One running clock of a case, keyed by rule and opening record."""

    key = models.TextField(primary_key=True)
    case = models.TextField()
    rule = models.TextField()
    opened_by = models.TextField()
    bearer = models.TextField()
    due_day = models.IntegerField(null=True)
    working = models.BooleanField()

    class Meta:
        db_table = "case_clock"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="case_clock_case"),
            # The first lines of what ends soon are read in their order.
            models.Index(fields=["due_day", "key"], name="case_clock_due_key"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class CaseLink(models.Model):
    """A case that another comes from or leads to, keyed by the record that says so."""

    record = models.TextField(primary_key=True)
    case = models.TextField()
    other = models.TextField()
    kind = models.TextField()

    class Meta:
        db_table = "case_link"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="case_link_case"),
            models.Index(fields=["other"], name="case_link_other"),
        ]

    def __str__(self) -> str:
        return str(self.record)


class CaseAwait(models.Model):
    """What in a case waits for a named person, keyed by record and person."""

    key = models.TextField(primary_key=True)
    case = models.TextField()
    kind = models.TextField()
    """`confirmation` of an act, `opinion` on an act submitted for approval, `later`: one that comes after others,
    `submitted`: an act under way, with whoever submitted it, `returned`: one sent back to them.
    """
    record = models.TextField()
    step = models.TextField()
    officer = models.TextField()
    """Who must see to it."""
    named = models.TextField()
    """Whom the record names: another than `officer` after a hand-over."""

    class Meta:
        db_table = "case_await"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["officer"], name="case_await_officer"),
            models.Index(fields=["case"], name="case_await_case"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class CaseStream(models.Model):
    """A stream of several cases in which a case stands by its last record: an act that more than one may be about.

    Rules over more than one case find the other cases here, at the door too, so it follows in the same transaction.
    """

    key = models.TextField(primary_key=True)
    case = models.TextField()
    stream = models.TextField()
    """As `core.oversight.wide` names it: procedure, kind and key; or as `core.cases.earlier_checks` does."""

    class Meta:
        db_table = "case_stream"
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["stream", "case"], name="case_stream_stream"),
            models.Index(fields=["case"], name="case_stream_case"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class FormDraft(models.Model):
    """What a person has typed into the form of an act and not sent: no fact of the case, kept so nothing is lost."""

    account = models.TextField()
    case = models.TextField()
    step = models.TextField()
    typed = models.JSONField()
    saved_at = models.BigIntegerField()

    class Meta:
        db_table = "case_form_draft"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "case", "step"], name="case_form_draft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.step}"


class SavedView(models.Model):
    """Filters of a list that a person keeps under a name."""

    account = models.TextField()
    list = models.TextField()
    name = models.CharField(max_length=30)
    filters = models.TextField()

    class Meta:
        db_table = "case_saved_view"
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "list", "name"], name="case_saved_view_once"),
        ]

    def __str__(self) -> str:
        return str(self.name)
