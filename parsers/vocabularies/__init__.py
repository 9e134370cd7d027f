"""One module a city: the words of its skeleton, as frozen data."""
