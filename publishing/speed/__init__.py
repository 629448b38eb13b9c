"""Speed: MkDocs's own build with less work, in parts that can be switched one by one.

Each part replaces one piece of MkDocs, its plugins or its theme while a site is built, and was made for the
versions it names (`Part.made_for`). With others, or where a project uses what the part does not know, the
stock piece stays and a note says so. No part changes a byte of the site: `tests/site/test_speed.py` compares
whole builds. `extra.speed` in `mkdocs.yml` is `all`, `none`, or the names of parts.
"""
