"""People code a sample of mentions, agree or not, and put the machine's shares right."""
