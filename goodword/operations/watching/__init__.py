"""Watching over it: what stands still, who is told, and the numbers for those who ask."""
