"""The pure heart: meetings, notebooks, carrying, plans and edits, as values.

Nothing here does I/O, asks for the time or opens a time zone: all three are passed in.
"""
