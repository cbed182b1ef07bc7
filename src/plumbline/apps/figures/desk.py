"""What figures hold against acts of the procedures that they count."""

from plumbline.apps.casework.desk_reasons import desk_reasons
from plumbline.apps.figures.approved_before import APPROVE, SUBMITTED, approved_before

desk_reasons(SUBMITTED, (APPROVE,), approved_before)
