"""Pictures go to a reviewer elsewhere as one file and come home. Must not know how either window looks."""
