"""Which human fits. Pure; how a route is reached stands in the organisation's file."""
