"""The demo's processes: started together, watched, and stopped together."""
