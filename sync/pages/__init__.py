"""What is shown as HTML: documents, previews, the status, the page of `try`.

Pure: values in, one self-contained page out. Nothing here reads, writes, asks for the time or knows
where its values come from. All text goes through `html`, which escapes it.
"""
