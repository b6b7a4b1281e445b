"""Set-up: forms that change the lines of an election folder's files and leave the rest of them as it is."""
