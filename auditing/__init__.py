"""`make audit`: static scans, known vulnerabilities, and secrets in the repository's history."""
