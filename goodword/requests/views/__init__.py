"""The pages and doors of a request."""
