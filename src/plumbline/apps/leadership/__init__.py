"""Leadership of rule-of-law work: tasks of programmes, their import from a document, problems that reports named.

Keeps no table: everything here is read from the cases of `programme.task` and `tracked.problem`.
"""
