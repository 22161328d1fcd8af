"""The guided tour: a resident made of touches walks through a whole visit, and everything is kept to be looked at."""
