"""Whether every address in the built site leads somewhere: pages, anchors, pictures, modules, styles."""
