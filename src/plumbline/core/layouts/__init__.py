"""Layouts of other systems as data: what a row of them says, read to facts and written back without loss.

A layout is a list of columns (`layout.Column`); reading checks form and length and gives facts, writing gives the row
again. `placing` says which records of a case the facts of a row become, and which facts a case gives for a row.
"""
