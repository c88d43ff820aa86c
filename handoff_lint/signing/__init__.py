"""What the verbs of signing share: who acts on which package, whether they may, and how it is written and committed."""
