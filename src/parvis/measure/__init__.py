"""What came of it: KPIs, return, attribution, retention, lift and contagion, as pure functions.

Each figure says what it rests on, and is refused where it would mislead.
"""
