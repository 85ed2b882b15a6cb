"""Tickets: write, judge, rank, list, hand over; what is the same; decisions. Must not know how paper is laid out."""
