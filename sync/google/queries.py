"""Terms of Drive's query language, with every value quoted."""


def quoted(value: str) -> str:
    r"""A value in a query: `it's` becomes `'it\'s'`."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def has_property(key: str, value: str) -> str:
    """Files with this property, set by any app."""
    return f"properties has {{ key={quoted(key)} and value={quoted(value)} }}"


def equals(field: str, *, value: str | bool) -> str:
    """Files whose field is this: `trashed = false`, `mimeType = '…'`."""
    written = quoted(value) if isinstance(value, str) else str(value).lower()
    return f"{field} = {written}"


def every(*terms: str) -> str:
    """Files that all the terms fit."""
    return " and ".join(terms)
