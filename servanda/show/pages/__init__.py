"""The pages that `servanda serve` shows: read `application` first."""
