"""Small processes that speak the protocol of gemba/imaging/recogniser_child.py: one that reads, and hostile ones."""
