"""Which paragraphs of the source a translated page was made from, and what has become of them since.

`blocks` cuts a page into what a translator translates, `records` remembers the blocks a page was made from,
`changes` compares then and now, `substance` and `spelling` say what is only a typo, `pages` knows which page
translates which. The command is `python -m publishing.translations`.
"""
