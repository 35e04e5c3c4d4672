"""What reviewers would otherwise have to remember."""
