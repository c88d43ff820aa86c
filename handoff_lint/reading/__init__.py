"""From bytes on disk to plain data: safe opening, front matter, YAML with limits and positions."""
