"""The ways in: a mailbox that is read, a door of our own, files; stored before anything else."""
