"""What a run is compared with and what it leaves behind: waivers, baselines, records.

In come a report and a file that somebody keeps; out comes the report with what the file says of its findings, or a
file that lets others repeat the run.

- `waivers` turn violations that somebody answers for into waived ones, visibly and until a day.
- `baseline` tells findings that were there before from new ones.
- `record` keeps the digests, parameters and verdicts of a run, and tells two of them apart.

INVARIANT: nothing here judges or runs anything, and a finding is known by its content, never by its place or number.
"""
