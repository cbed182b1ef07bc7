"""Who may do what: roles, the person behind an account, and access that is refused unless a policy gives it.

A policy names roles and how far each reaches; it knows nothing of a case's place in its procedure or of its content,
which are asked elsewhere (architecture: person, place in procedure, content are three separate checks).
"""
