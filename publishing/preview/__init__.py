"""Preview: the site as its pages are written, in a browser that follows each change."""
