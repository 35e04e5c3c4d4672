"""Long runs that try to break the product: kills, races, hostile input, random lives.

``make soak`` runs all of them on both engines; ``docs/soak.md`` says what each one proves.
"""
