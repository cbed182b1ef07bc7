"""Pure domain: no Django, database, network, settings or clock."""
