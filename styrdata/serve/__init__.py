"""A dataset in the browser: Datasette on loopback, with Swedish pages and a page that shows a plan beside its source."""
