"""A believable organisation to try the hub on, made by what people themselves would do."""
