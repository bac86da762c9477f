"""The commands: what each does at the edge, and how it is said. No decision of the job."""
