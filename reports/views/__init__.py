"""Pages of reports: the dashboards, and the reports themselves."""
