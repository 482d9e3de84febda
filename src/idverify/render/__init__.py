"""How things are shown to people: messages, Markdown, diagrams."""
