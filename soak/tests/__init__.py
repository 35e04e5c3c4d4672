"""Small shares of the long runs, for every day."""
