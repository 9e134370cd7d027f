"""Document in, Plan out: what is printed, recognised and nested. Pure functions; no file, clock or global."""
