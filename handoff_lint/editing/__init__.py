"""The one way in which verbs change a file: surgical edits that are proved, shown and written in one step.

`editor` changes front matter or YAML as text and proves the result, `diff` shows it, `writing` puts it on disk. A verb
reads the bytes once, and hands the same bytes to all three.
"""
