"""Cases: what sealed records make of a case, what may be done next, and why something may not.

`reserved` names the acts of the system itself; `field_values` is how typed values stand in records; `history` reads
the records of one case; `docket` is a procedure ready to work on cases; `door` says what an act lacks; `standing` says
where a case stands: its clocks, its next acts; `overview` is a case at a glance, for lists.
"""
