"""The networks, the employers in them, and how each employer is arranged."""
