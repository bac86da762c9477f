"""Drive v3: files and folders, who may open them, search, comments, export."""
