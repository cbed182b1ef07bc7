"""A process that answers pages has read what its first visitor would wait for."""

from __future__ import annotations

import os
import subprocess
import sys

STARTED = """
import plumbline.site.wsgi
from plumbline.apps.figures.definitions import _read
from plumbline.apps.pack_store.shelf import shelf
assert shelf.cache_info().currsize and _read.cache_info().currsize
import sys
assert "plumbline.apps.figures.pages.list_views" in sys.modules
import gc
assert gc.isenabled() and gc.get_stats()[0]["collections"] < 60, gc.get_stats()
"""


def test_the_door_of_the_server_opens_on_pages_and_packs_that_were_read(tmp_path) -> None:
    own = {
        "DJANGO_SETTINGS_MODULE": "plumbline.site.settings",
        "PLUMBLINE_DATA": str(tmp_path),
        "PLUMBLINE_SECRET_KEY": "test-only-" + "0" * 40,
    }
    done = subprocess.run(
        [sys.executable, "-c", STARTED], env=os.environ | own, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
