"""Shared parts of the SQL adapters: schema files, statements, and the classes that run them."""
