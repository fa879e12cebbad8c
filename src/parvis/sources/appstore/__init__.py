"""Reviews in Apple's App Store."""
