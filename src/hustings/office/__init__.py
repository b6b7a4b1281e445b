"""The office: what Hustings does, in a browser. It owns no election logic; it calls the front door and the commands."""
