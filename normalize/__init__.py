"""Plan in, rows out: typed values, ids, checks, and the Arrow schemas that are the dataset's contract."""
