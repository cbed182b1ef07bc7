"""The parts that every page is made of: typed values, one template each, one tag that draws them.

A view builds values; a template says `{% part value %}`. Values are frozen and hold words and links, so a template
cannot query. Each kind of value has its template in `site/templates/_components/`, and each stands on the catalogue.
"""
