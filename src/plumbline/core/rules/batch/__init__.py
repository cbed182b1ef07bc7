"""The columnar evaluator: one row a case, rules as row-wise Ibis expressions.

Names of columns. A *milestone* table holds, for each step that occurs exactly once in the case, `<step>.<fact>`; an
*act* table holds one row a record of one step, with the same names. `present0` and `many0` are bit masks of steps that
occur, and that occur more than once; a case that repeats a step which a rule reads is left to the plain evaluator.
"""
