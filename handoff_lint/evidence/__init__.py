"""What a change did, and how sure it is that its sign-offs come from the people whom they name."""
