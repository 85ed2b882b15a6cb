"""The one sheet that says what will leave, before it does. Must not know any place."""
