"""Organs, officers, powers, benchmarks and parties as the records left them; accounts, roles, who may open what."""
