"""Who says so, where and in which words: passages found in texts, and statements with their sources."""
