"""`python -m plumbline.site …`: the same as the command `plumbline`."""

from plumbline.site.commands import main

main()
