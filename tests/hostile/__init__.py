"""What a hostile sender could make of a file: built byte by byte, one function a trick."""
