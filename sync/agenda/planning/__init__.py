"""What to write: chosen, put into steps, checked, and turned into requests."""
