"""What the receiver owes the lender for a month, checked, approved and sent."""
