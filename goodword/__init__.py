"""Goodword: where colleagues ask each other for help and keep their word."""

__version__ = "0.1.0"
