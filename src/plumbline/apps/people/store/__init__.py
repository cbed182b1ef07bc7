"""What keeps the accounts, the projections of the registers, the quarantine and the access records."""
