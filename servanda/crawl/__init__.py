"""The web's worth of pages: the sieve and the distributed job. Read job.py first."""
