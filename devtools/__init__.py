"""What dev.py does: set this checkout up, run it, test it, check it.

Standard library only, because it runs before anything is installed. It must not import gemba.
"""
