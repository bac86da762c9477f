"""One run for all managers of a company: who they are, what of it is this task's, how it ended."""
