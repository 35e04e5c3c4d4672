"""Django's own SQLite, remembering what it wrote."""
