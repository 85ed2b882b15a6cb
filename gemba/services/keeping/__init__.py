"""The library itself: history, backups, health, settings, how it stands, trying the installation.

Nothing here changes what a person wrote; the self-test writes into a library of its own.
"""
