"""Small libraries of every released schema, made by `make.py`, and a schema that does not exist yet."""
