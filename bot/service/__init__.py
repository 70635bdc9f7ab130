"""The use cases: lock, load, decide in the pure rooms, save, carry out. What they need from outside is in `ports`."""
