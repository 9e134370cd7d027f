"""Bytes in, Document out: the only room that opens input files."""
