"""Pages of codebooks, of samples, and of coding them."""
