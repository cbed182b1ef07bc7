"""Thin shells around the core: stores, intake, oversight, reports."""
