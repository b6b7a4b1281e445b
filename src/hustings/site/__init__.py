"""The site: its content as plain data, its pages, and putting it in place."""
