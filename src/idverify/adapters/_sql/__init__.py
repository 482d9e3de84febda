"""What the SQL adapters share: the schema as files, the statements, and the two surfaces."""
