"""From what a campaign believes to scenarios, and from scenarios to ballots."""
