"""The live session: entry line, timeline, timer, mini bar. Must not know the other places."""
