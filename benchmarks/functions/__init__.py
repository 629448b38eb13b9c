"""What a function costs: instructions of a cold start and of a warm request, round trips, bytes to load."""
