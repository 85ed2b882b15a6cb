"""What a Wayland desktop is asked through its portal. Must not know what becomes of the answer."""
