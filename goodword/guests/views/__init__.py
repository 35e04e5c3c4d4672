"""The doors of the guests room."""
