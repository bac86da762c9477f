"""Running the job by itself: what is installed into this machine's own scheduler, and how.

Pure text for each scheduler, and one seam to the machine. Knows nothing of Google or of the job.
"""
