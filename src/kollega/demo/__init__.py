"""The seed networks, invented people, and the time machine. Only the demo command loads it."""
