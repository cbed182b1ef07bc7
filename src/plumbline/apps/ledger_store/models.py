"""Tables of the ledger. Records and seals are append-only (`append_only`); frontier and projections can be made again.

There are no foreign keys: what is sealed must not depend on what may change, and rows are found by ids of records.
Integers are 64 bits wide on both databases, bytes are bytes. Statements on the hot path are written by hand in
`statements`; the models are for migrations, reading and tests.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThanOrEqual


class RowNumber(models.BigAutoField):
    """64-bit number given by the database. On SQLite the row id itself: AUTOINCREMENT would cost one more page a write.

    No row is ever deleted from the tables that use it, so a number is not given twice.
    """

    def db_type_suffix(self, connection: object) -> str | None:
        return None if connection.vendor == "sqlite" else super().db_type_suffix(connection)  # type: ignore[attr-defined]


class Wide(models.BigIntegerField):
    """64-bit integer that is the row id on SQLite when it is the key."""

    def db_type(self, connection: object) -> str:
        return "integer" if connection.vendor == "sqlite" else "bigint"  # type: ignore[attr-defined]


def _bytes_of(name: str, size: int) -> Exact:
    return Exact(Length(name), models.Value(size))


class StoredRecord(models.Model):
    """One record: its canonical bytes, and what is looked up without reading them.

    The columns have no checks: each would cost an entry on PostgreSQL the fiftieth part of its time, and verification
    compares every column with the bytes anyway.
    """

    seq = RowNumber(primary_key=True)
    record_id = models.TextField()
    case_id = models.TextField()
    position = Wide()
    """Place in its case, from 0."""
    step = models.TextField()
    organ = models.TextField()
    at = models.TextField()
    """When it happened, as the record writes it."""
    recorded_at = Wide()
    """Microseconds since 1970-01-01 UTC."""
    corrects = models.TextField(null=True)
    data = models.BinaryField()
    """Canonical bytes: the truth; every other column repeats a part of them."""
    leaf_hash = models.BinaryField()

    class Meta:
        db_table = "ledger_record"
        constraints = (
            models.UniqueConstraint(fields=("record_id",), name="ledger_record_id_once"),
            models.UniqueConstraint(fields=("case_id", "position"), name="ledger_record_place_once"),
        )


class Leaf(models.Model):
    """Which record stands at which leaf: on PostgreSQL written by the sequencer.

    On SQLite a view (`append_only.VIEW`): the row number of a record is its leaf.
    """

    leaf = Wide(primary_key=True)
    """Index of the leaf, from 0."""
    seq = Wide()
    hash = models.BinaryField()
    """SHA-256 leaf hash of the record's bytes."""

    class Meta:
        db_table = "ledger_leaf"
        constraints = (
            models.UniqueConstraint(fields=("seq",), name="ledger_leaf_record_once"),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(models.F("leaf"), models.Value(0)), name="ledger_leaf_index"
            ),
            models.CheckConstraint(condition=_bytes_of("hash", 32), name="ledger_leaf_hash"),
        )


class Frontier(models.Model):
    """Right edge of the SHA-256 tree: where the next leaf goes. Derived; verification rebuilds it from the records."""

    log = Wide(primary_key=True)
    """Always 1: there is one log."""
    size = Wide()
    hashes = models.BinaryField()
    floor = Wide()
    """No record may be entered with an earlier `recorded_at`; on PostgreSQL the sequence `ledger_floor` says so, and
    this is where it stood when leaves were last assigned."""
    waits_from = Wide(db_default=0)
    """No record with a lower row number waits for its leaf, nor will one: from here the sequencer looks."""

    class Meta:
        db_table = "ledger_frontier"


class FullTile(models.Model):
    """A tile of 256 hashes of a tree, never to change, and the hash of the node it makes one level up."""

    tree = models.TextField()
    level = Wide()
    number = Wide()
    data = models.BinaryField()
    node = models.BinaryField()

    class Meta:
        db_table = "ledger_tile"
        constraints = (
            models.UniqueConstraint(fields=("tree", "level", "number"), name="ledger_tile_once"),
            models.CheckConstraint(condition=_bytes_of("data", 8192), name="ledger_tile_full"),
            models.CheckConstraint(condition=_bytes_of("node", 32), name="ledger_tile_node"),
        )


class StoredCheckpoint(models.Model):
    """A signed checkpoint, as the sealing process signed it. After a change of key one size may be signed twice."""

    id = RowNumber(primary_key=True)
    tree = models.TextField()
    size = Wide()
    root = models.BinaryField()
    key = models.TextField()
    """Verifier key of the signature."""
    note = models.TextField()
    signed_at = Wide()

    class Meta:
        db_table = "ledger_checkpoint"
        constraints = (
            models.UniqueConstraint(fields=("tree", "size", "key"), name="ledger_checkpoint_once"),
        )


class StoredCosignature(models.Model):
    """A witness's signature line over a checkpoint."""

    id = RowNumber(primary_key=True)
    checkpoint = Wide()
    line = models.TextField()
    added_at = Wide()

    class Meta:
        db_table = "ledger_cosignature"
        constraints = (
            models.UniqueConstraint(fields=("checkpoint", "line"), name="ledger_cosignature_once"),
        )


class PersonalValue(models.Model):
    """What opens a commitment: a personal value with its salt, or the salt of a file. The only rows that may go."""

    record_id = models.TextField()
    kind = models.TextField()
    name = models.TextField()
    salt = models.BinaryField()
    value = models.BinaryField(null=True)
    """Canonical JSON of the value; null for a file."""

    class Meta:
        db_table = "ledger_personal"
        constraints = (
            models.UniqueConstraint(fields=("record_id", "kind", "name"), name="ledger_personal_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("personal", "attachment")), name="ledger_personal_kind"
            ),
            models.CheckConstraint(condition=_bytes_of("salt", 32), name="ledger_personal_salt"),
        )


class DestroyedPlace(models.Model):
    """A place whose value a destruction record destroyed: nothing may be put there again."""

    record_id = models.TextField()
    kind = models.TextField()
    name = models.TextField()
    by_record = models.TextField()

    class Meta:
        db_table = "ledger_destroyed"
        constraints = (
            models.UniqueConstraint(fields=("record_id", "kind", "name"), name="ledger_destroyed_once"),
        )


class CaseRow(models.Model):
    """Projection: each case as it stands, whatever its procedure. Derived from the records alone (`projections`)."""

    case_id = models.TextField(primary_key=True)
    procedure = models.TextField()
    number = models.TextField()
    title = models.TextField()
    ends = models.TextField()
    """Canonical JSON: the steps that end it, as its opening says."""
    reopens = models.TextField(default="[]")
    """Canonical JSON: the steps that take it up again."""
    organ = models.TextField()
    field = models.TextField()
    division = models.TextField()
    first_step = models.TextField()
    first_at = models.TextField()
    last_step = models.TextField()
    last_at = models.TextField()
    last_recorded_at = Wide()
    position = Wide()
    """The position that its next record will have."""
    ended = models.BooleanField()
    counts = models.TextField()
    """Canonical JSON: step → number of acts that stand."""

    class Meta:
        db_table = "projection_case"
        constraints = (
            models.CheckConstraint(
                condition=GreaterThanOrEqual(models.F("position"), models.Value(1)),
                name="projection_case_position",
            ),
        )
        indexes = (
            models.Index(fields=("organ", "ended", "-last_recorded_at"), name="projection_case_organ"),
            models.Index(fields=("procedure", "number"), name="projection_case_number"),
        )
