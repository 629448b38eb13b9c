"""`make soak`: the figures that show what survives, at full size, and what keeps them."""
