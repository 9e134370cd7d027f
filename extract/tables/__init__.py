"""Tables on a page by three kinds of evidence: tags, ruling lines and fills, the positions of words."""
