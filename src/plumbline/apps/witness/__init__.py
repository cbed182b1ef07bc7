"""A witness: a second process or machine that follows a log, checks that it only grows, and cosigns what it saw.

Stands alone (no database, no web framework), so that another organ can run it: `state` what it remembers, `sources`
where it reads a log from, `cosigning` the one place that signs, `following` a log that is read, `endpoint` the C2SP
tlog-witness door for logs that submit, `submitting` the log's side of that door. The rules are `core.ledger.witness`.
"""
