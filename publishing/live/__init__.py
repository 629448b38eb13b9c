"""Live: a site that follows its sources while somebody writes them.

`python -m publishing.live` builds the whole site, each language in a process of its own that stays, and then
waits. After an edit of a page's text only that page is read again, and only what may show something of it is
made again. After anything else (titles, front matter, navigation, settings, theme, facts, code) it says that
it is outdated, and whoever runs it starts it again; a page whose title or front matter was edited is shown
before that, as far as it can be known. Whenever it is not outdated the site is, byte for byte, what a whole
build would make: `tests/site/test_live.py` compares.
"""
