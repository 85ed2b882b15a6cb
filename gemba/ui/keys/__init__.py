"""Actions as tables, their keys, and who has a key when somebody types. Must not know what an action does."""
