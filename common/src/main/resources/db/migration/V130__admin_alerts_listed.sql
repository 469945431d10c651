-- Alerts are listed by when they began.
create index admin_alerts_begun on admin_alerts (first_failed_at, id);
