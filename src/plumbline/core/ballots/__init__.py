"""Anonymous evaluation 民主测评 with a count that anybody verifies: blind signatures, ballots, the published list.

Knows no person: who may vote, and who took a signature, is the shell's to keep. See docs/decisions/0048.
"""
