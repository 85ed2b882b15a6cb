"""The names of what lies in a library's folder (ARCHITECTURE, "Library"). Knows nothing else."""

from __future__ import annotations

DATABASE_NAME = "library.db"
VAULT_NAME = "vault"
BLOBS_NAME = "blobs"
CACHE_NAME = "cache"
BACKUPS_NAME = "backups"
WAITING_NAME = "waiting"
FOLDER_NAMES = (VAULT_NAME, BLOBS_NAME, CACHE_NAME, BACKUPS_NAME)
