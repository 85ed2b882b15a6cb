"""The window of a reviewer who has no library: one review file, its pictures, marks and comments."""
