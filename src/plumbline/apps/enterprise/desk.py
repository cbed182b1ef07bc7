"""What the pages of enterprises hold against acts of their procedures."""

from plumbline.apps.casework.desk_reasons import desk_reasons
from plumbline.apps.enterprise.visit_closing import CLOSE, VISIT, unanswered

desk_reasons(VISIT, (CLOSE,), unanswered)
