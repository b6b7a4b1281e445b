"""What each address shows and does."""
