"""The configuration: which file, what it may say, how it is edited, and what counts as a mistake.

Nothing is imported here: a command line that needs no settings does not wait for their checker.
"""
