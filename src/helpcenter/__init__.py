"""The domain of the help center, shared by the site build and the functions."""
