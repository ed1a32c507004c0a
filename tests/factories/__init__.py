"""Data for tests, made through services: one module per app, plain functions with defaults."""
