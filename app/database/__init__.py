"""The inventory's SQLite file: reading, writing, schema and history."""
