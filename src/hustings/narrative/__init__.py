"""Every sentence about a rule book, a count, nominations or a plan, and the catalogue of a site's words."""
