"""Running Goodword: its processes, their signs of life, and the database they stand on."""
