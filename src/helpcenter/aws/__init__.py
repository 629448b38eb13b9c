"""The adapters to AWS: the only place that knows boto3. The table's layout is in `table`."""
