"""Evidence at the terminal: deposits, certificates, slips, and the command that verifies them offline."""
