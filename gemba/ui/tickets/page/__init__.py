"""The page of one ticket: what it says, shows and asks. Must not know the list and the matrix."""
