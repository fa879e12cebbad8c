"""Results in; charts, tables, a report and open files out."""
