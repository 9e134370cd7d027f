"""A PDF's bytes to a Document: opening, the two sources of characters, damage."""
