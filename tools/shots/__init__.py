"""Pictures of every place and state of the window, for looking at, for the manual and for snapshot tests.

`python3 dev.py shots` takes them all. Must not know what a place shows inside; scenes.py drives keys and mouse.
"""
