"""Bringing people and teams in from a list: reading it, checking it, saying what would happen."""
