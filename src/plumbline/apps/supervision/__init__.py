"""Supervision: findings that open and close as records arrive, and what supervisors do about them."""
