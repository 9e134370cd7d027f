"""A Word file's bytes to a Document."""
