"""Two pictures beside each other, small: before and after, label and truth. Must not know the places that show them."""
