"""The pictures in README and the command that makes them again: `make screenshots`."""
