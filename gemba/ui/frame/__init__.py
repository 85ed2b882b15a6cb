"""What stands around every place: rail, bars, inspector, messages, sheets, and the window that joins them."""
