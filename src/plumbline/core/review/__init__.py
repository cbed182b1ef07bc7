"""Review of texts: passages that a reviewer of legality should look at, each with its article and a plain sentence."""
