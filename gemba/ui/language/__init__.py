"""Say things in the person's language. Must not know where they are said."""
