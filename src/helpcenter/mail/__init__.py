"""The outbox: mail jobs stored with what they speak of, and their delivery."""
