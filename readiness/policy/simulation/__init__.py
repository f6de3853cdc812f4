"""The whole country under a draft, beside the version in force. No score is touched.

walk       firms in batches from raw rows, judged under both
tally      what is counted on the way; the parts of two processes add up
parallel   the same walk in several processes
running    a run from question to result, with its progress
report     what a page says of it
"""
