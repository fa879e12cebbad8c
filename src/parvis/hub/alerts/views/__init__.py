"""The pages of alerts: what fired, alerts, webhooks, feeds, reports by mail."""
