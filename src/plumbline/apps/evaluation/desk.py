"""The act that the page of the call does, and the field that the count alone fills."""

from plumbline.apps.casework.own_pages import own_field, own_pages
from plumbline.apps.evaluation.actions import CALL, DESK, EVALUATE, PROOF, REPORT

own_pages(DESK, REPORT, {"evaluation:call": (CALL,)})
own_field(DESK, REPORT, EVALUATE, PROOF)
