"""Tickets: write, judge, rank, list, hand over; what is the same; decisions. Must not know paper."""
