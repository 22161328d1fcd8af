"""A living network for newcomers: fictitious places, people, hours, cases and papers, made the same every time."""
