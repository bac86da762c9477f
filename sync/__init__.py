"""Keeps the shared document of each recurring 1:1 in Google Docs.

The package is layered, and imports point one way: the command line, then the job, then the pure
agenda and the Google edge. The emulator stands beside them and shares no code with either.
"""

__version__ = "0.1.0"
