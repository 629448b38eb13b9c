"""How light, fast and accessible pages are on a phone, as Lighthouse sees it."""
