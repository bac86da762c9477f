"""What a document tells people: what is open, what was done, what the job thinks and why."""
