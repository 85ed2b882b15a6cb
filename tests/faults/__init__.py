"""Harnesses that break the disk, the power, the process and the clock under a library, and count what is lost."""
