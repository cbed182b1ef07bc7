"""The acts that the pages of the report do, and what it holds against those that take it out of the house."""

from plumbline.apps.annual_report.acts import DESK, PAGES
from plumbline.apps.annual_report.signing import OUT, stands_against
from plumbline.apps.casework.desk_reasons import desk_reasons
from plumbline.apps.casework.own_pages import own_pages
from plumbline.core.reports.yearly_report import PROCEDURE

own_pages(DESK, PROCEDURE, PAGES)
desk_reasons(PROCEDURE, OUT, stands_against)
