"""What pages and reports cost, beside a bare Django page and a bare WeasyPrint, measured in one run."""
