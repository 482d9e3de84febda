"""Output for people (表示): messages, tables as Markdown and HTML, notebooks and diagrams."""
