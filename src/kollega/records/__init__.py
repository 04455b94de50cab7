"""What is kept, for how long, and what a person may take with them."""
