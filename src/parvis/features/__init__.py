"""Posts as features: what every reader of posts sees of a text, hashed in one compiled loop."""
