"""What dashboards and reports gather from every app below."""
