"""What an X server is asked: windows, screens, their pixels, the pointer. Must not know what is taken of them."""
