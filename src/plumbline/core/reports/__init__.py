"""Papers and reports as data, before anything renders them."""
