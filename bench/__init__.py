"""How fast the product is when there is much in it: ``make bench``."""
