"""The pages about men: the list, finding one, one man."""
