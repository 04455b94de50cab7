"""Networks in different installations that see each other's lists: calls come in marked, answers are handed over."""
