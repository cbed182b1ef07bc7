"""The law library: citations, parsed statutes, versions, gists and dated figures. Pure: text in, values out."""
