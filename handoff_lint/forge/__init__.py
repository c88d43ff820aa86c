"""What GitHub and GitLab know: who approved which commit, who owns which file. No network, no git."""
