"""What every room stands on: refusals, the clock, guarded access, limits.

No models and no Django app live here, and nothing here knows a room.
"""
