"""Democratic evaluation of a report on duties of law: who was called, who took a ballot, the box, the published list.

Never who cast which ballot, nor when or in which order ballots came: docs/decisions/0048.
"""
