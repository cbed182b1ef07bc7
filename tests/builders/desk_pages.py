"""Requests to the real pages as a person of the fictional district."""

from __future__ import annotations

