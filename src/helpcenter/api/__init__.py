"""HTTP as the functions speak it, free of AWS: requests, responses, problems."""
