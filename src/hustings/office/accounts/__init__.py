"""An office of several people: accounts, roles, and what each role may do."""
