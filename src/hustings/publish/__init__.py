"""The site, the leaflets, the cards, the reports: files out, nothing served."""
