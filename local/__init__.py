"""`make run`: the center's own template on an embedded AWS, with its site and a mailbox, at one address."""
