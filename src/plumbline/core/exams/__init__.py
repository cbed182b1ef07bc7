"""Exams of law 考法: questions with their article, papers that anyone draws again, marking by the key of the version.

Pure: no database, no clock. What stands in records is folded here; `now` is an argument.
"""
