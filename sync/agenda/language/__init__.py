"""Dates and words in people's languages: written, read and recognised."""
