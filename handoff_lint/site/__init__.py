"""The published playbook: a pure core, and two thin shells around it."""
