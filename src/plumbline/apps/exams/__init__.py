"""Exams of law 考法: the bank of questions, papers drawn at random, answers kept as they are given, results by unit.

Others import `actions` (write) and `queries` (read); everything else is private.
"""
