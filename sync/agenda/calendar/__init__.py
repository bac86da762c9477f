"""From the calendar's events to pairs of people with their meetings and threads."""
