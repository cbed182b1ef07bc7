"""Goods and money: the store ledger of seized things, payment of fines, files from the bank."""
