"""The parts of `review_day.py`: the inbox, the day, and what is shown of it."""
