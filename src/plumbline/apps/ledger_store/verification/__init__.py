"""Verification of what is stored: every record, column, value, tile and checkpoint against what was sealed.

Two ways, held equal by tests. `exact` takes the records one by one through the core's rules and names the first wrong
one; it runs every night over what is new. `full` reads everything on several processes and only says whether all holds
(`segment`, `layout`, `form`); where it does not, `exact` is asked to name it. `known` says which checkpoints may be
believed, `values` opens personal values, `files` reads attachments, `verified_head` remembers how far was verified,
`checking` is the door.
"""
