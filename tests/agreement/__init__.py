"""Both evaluators held against each other, and the plain one against a third reading of the specification."""
