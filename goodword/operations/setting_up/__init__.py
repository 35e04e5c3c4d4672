"""Setting it up: the organisation, its people, and how long work took before."""
