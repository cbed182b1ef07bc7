"""A site for real work: how it begins, how it is looked after."""
