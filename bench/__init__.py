"""How fast Goodword is with a hundred thousand requests: ``make bench``. Never shipped."""
