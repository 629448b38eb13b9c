"""Pages and facts become the site: MkDocs events in `hooks`, everything they call in pure modules."""
