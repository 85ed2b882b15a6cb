"""Pictures: take, mark, cover, comment, review, let go of originals.

Must not know paper, nor more of tickets than which of them show a picture.
"""
