"""The pages that compose: start, my desk, employer, about."""
