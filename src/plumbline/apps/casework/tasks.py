"""Work of the desk that nobody waits for at a page."""

from __future__ import annotations

from typing import Final

from plumbline.apps.attachments.actions.texts import keep_text, note_reading
from plumbline.apps.attachments.queries import unread
from plumbline.apps.attachments.text_reading import Reading
from plumbline.apps.casework.paper_texts import sent_files
from plumbline.apps.jobs.registry import SECOND, task
from plumbline.apps.jobs.running import Run
from plumbline.apps.jobs.schedule import Every
from plumbline.apps.ledger_store.queries import records_of
from plumbline.apps.search_index.actions import take_in_again

READING: Final = "texts of files read"
"""A message id: what the job is doing."""
_MOST: Final = 200
_TURN: Final = 45 * SECOND
"""Files and time of one run; the next begins within a minute, so other jobs have their turn in between."""


@task(
    "casework.read_files",
    "读取附件文字供检索",
    "read the text of files for the search",
    schedule=Every(minutes=1),
)
def read_files(run: Run) -> int:
    """Read files that nobody read yet, then take their cases into the search; how many files.

    What was read of a file is kept at once, what is searched of it noted last: a run that is broken off is made up for
    by the next, which finds the text there.
    """
    began, noted, cases = run.now, dict[str, Reading](), dict[str, None]()
    waiting = unread(_MOST)
    for done, (held, uses) in enumerate(waiting, 1):
        records = [one.record for one in records_of(uses).values()]
        sent = [one for one in records if held.hash in sent_files(one)]
        noted[held.hash] = keep_text(held) if sent else "made"
        cases |= dict.fromkeys(one.case for one in sent)
        run.progress(READING, done, len(waiting))
        if run.now - began > _TURN:
            break
    take_in_again(cases)
    for hash, reading in noted.items():
        note_reading(hash=hash, reading=reading)
    return len(noted)
