"""The settings: of the person, of the house, keys, backups. Must not know what a setting is used for."""
