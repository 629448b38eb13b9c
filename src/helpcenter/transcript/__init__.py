"""The transcript of a chat: received from a chat provider, kept, and mailed to the customer once."""
