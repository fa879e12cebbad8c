"""What a word is, for texts and for queries alike."""
