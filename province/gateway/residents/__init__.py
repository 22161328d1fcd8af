"""What residents may ask, inside sealed questions only."""
