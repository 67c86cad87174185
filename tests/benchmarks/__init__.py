"""What measures and never gates: ``make bench`` prints the speed; every module says how to call it."""
