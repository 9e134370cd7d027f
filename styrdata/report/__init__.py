"""A report to read: one HTML file with pictures, made from a dataset."""
