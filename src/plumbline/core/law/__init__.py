"""The law library: citations, statutes, editions, gists, dated figures. Pure: text in, values out."""
