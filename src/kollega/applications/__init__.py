"""Applications that are received here: sent, judged on the published requirements, and answered."""
