"""Facts between records and rules: the only things a rule may read."""
