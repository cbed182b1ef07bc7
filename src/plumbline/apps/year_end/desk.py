"""The acts that the page of the year end does."""

from plumbline.apps.casework.own_pages import own_pages
from plumbline.apps.year_end.acts import DESK, PAGES
from plumbline.core.indicators.closing import YEAR_END

own_pages(DESK, YEAR_END, PAGES)
