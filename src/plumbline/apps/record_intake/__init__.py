"""Records that other systems made: read in bounded memory, put into the one layout, bad rows set aside with a reason.

Others import `actions` (reads files, writes segments) and `queries` (reads segments); everything else is private.
"""
