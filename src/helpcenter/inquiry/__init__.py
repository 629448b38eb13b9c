"""The 1:1 inquiry: what a customer sends, the case it becomes, the receipt for it."""
