"""What operators do with a running center, on AWS or on this machine: `python -m operations`."""
