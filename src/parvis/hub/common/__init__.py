"""What every room is built of: errors, the base of tables, who may do what, how a view says it."""
