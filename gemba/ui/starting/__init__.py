"""From a command to a window that stands: hand-over, Qt, the library, what may be in the way. Knows no place."""
