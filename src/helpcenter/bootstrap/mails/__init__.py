"""What composes the mails that are owed: a module for each family, imported when a mail of it is due."""
