"""Calendar v3: events with recurrence, their copies on people's calendars, lists and changes."""
