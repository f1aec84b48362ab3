"""What people see: commands, pages, charts, API."""
