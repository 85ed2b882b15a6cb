"""Everything else that leaves the library, and what is masked in all that does. Must not know where it goes."""
