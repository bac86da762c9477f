"""Google Docs' documents.get and documents.batchUpdate, as the recordings show them.

`Document` (document.py, with its API in the docstring) holds one document's state and raises
`Refusal`. Nothing here does I/O, asks the time, or knows of users and rights.
"""

from sync.emulator.docs.document import Document
from sync.emulator.docs.refusal import Refusal

__all__ = ["Document", "Refusal"]
