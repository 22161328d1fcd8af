"""What is done for people, as jobs on the database that residents' and staff's handlers share."""
