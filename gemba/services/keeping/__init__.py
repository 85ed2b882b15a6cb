"""The library itself: history, backups, health, settings, trying the installation. Must not know what is in it."""
