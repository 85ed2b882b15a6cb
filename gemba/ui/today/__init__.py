"""What is due today: promises, follow-ups, drafts that fell back. Must not know the other places."""
