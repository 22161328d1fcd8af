"""Privacy as code: a map of every column, and the jobs that let go of what is over."""
