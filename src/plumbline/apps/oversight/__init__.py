"""Scans over records: which acts break which rule, with the reason of every finding.

Others import `actions` (runs a check and writes its files); everything else is private.
"""
