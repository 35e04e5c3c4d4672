"""The rules of a request's life: pure functions over events. No rows and no clock."""
