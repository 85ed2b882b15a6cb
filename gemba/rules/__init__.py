"""A room of gemba; its door is described in docs/architecture.md."""
