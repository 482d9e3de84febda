"""A small identity verification service on the library: FastAPI, a database, a relay, a page."""
