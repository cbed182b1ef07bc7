"""Was a quicker trigger for the floor of PostgreSQL; 0008 replaces every one there may be."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("ledger_store", "0004_case_projection"),)
    operations = ()
