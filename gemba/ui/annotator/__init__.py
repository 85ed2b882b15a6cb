"""The annotator: one picture in a window of its own, marked, covered and reviewed (UX, "The annotator")."""
