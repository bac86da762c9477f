"""An embedded Google Workspace on loopback: Calendar, Docs, Drive and the token endpoint over HTTP.

It shares no code with the job, so that a mistake in one can't hide a mistake in the other.
"""
