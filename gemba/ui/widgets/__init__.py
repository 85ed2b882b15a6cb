"""Small parts that several places are made of. Must not know any place, service or row."""
