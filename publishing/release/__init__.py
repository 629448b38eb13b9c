"""Publishing a built site so that a visitor always sees one whole release: the one before, or this one.

In the bucket lie `assets/…`, shared by all releases, each name made of what is in it; `releases/<id>/…`, all
other files of a release, never written twice; and `manifests/<id>.json`, which says what a whole release
consists of and is no part of the site. What visitors get is decided by one key beside the bucket, and turned
at once.
"""
