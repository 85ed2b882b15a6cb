"""Originals that are forgotten for good: asked for in the window, or after the days that a library keeps them."""
