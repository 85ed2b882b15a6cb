"""Pictures of the screen: keys, freezing, choosing a part, and keeping it before anything else opens."""
