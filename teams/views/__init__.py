"""The pages of registrations, teams and their work."""
