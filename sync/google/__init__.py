"""The edge to Google: sign-in, one transport, retries, and a client each for Calendar, Docs, Drive.

Answers are handed on as plain JSON; errors leave here as ours. Knows nothing of agendas or jobs.
"""
