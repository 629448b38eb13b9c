"""What the center costs on AWS: calls counted in its own journeys, times AWS's prices.

`counts.json` is what `python -m costs.record` counted: the functions as they are deployed, on an AWS in
memory. A test counts again and compares. `prices.json` is what AWS asks, with source and day; `habits.json`
what is assumed of people. `bill.py` multiplies.
"""
