"""What is proven of template.yaml without an account: its rules, faults that they find, its permissions."""
