"""How everything looks: colour, numerals, type, bars, drawing."""
