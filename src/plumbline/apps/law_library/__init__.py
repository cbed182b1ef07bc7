"""Pages of the law: what a cited article says, for every article link of the product."""
