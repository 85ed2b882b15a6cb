"""Find a row by words or by what a person calls it. Must not know what is done with it."""
