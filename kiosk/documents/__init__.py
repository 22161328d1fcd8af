"""Documents: composing from answers, signing by hand, slips for the receipt printer, scans to PDF. No Qt."""
