"""One run of the job: meetings, their documents, a plan for each, the writes, and the report."""
