"""Promise against delivery: ledger, deadlines, scenarios, barometer."""
