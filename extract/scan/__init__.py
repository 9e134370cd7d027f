"""Pages that are pictures to pages with text: recognition, and what puts right what it misreads."""
