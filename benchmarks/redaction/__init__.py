"""How well the secret guard tells secrets from numbers that only look like them."""
