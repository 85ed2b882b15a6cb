"""How everything looks: colours, type, style sheet, icons, light and dark. Must not know what is shown."""
