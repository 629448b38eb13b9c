"""`make deploy`: from a checkout to a center on AWS, the first time and every time after."""
