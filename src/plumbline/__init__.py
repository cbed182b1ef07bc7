"""Plumbline 准绳: administrative law enforcement run on law written as data."""
