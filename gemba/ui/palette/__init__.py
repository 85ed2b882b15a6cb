"""The palette: one field that finds anything and does any command."""
