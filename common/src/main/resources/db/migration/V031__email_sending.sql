-- While a run of the job is sending, until then at the longest: no other run sends meanwhile.
alter table email_deliveries add column sending_until timestamptz;

-- Since when the mail server has been out of reach whenever this mail was to go out; null when it last was not.
alter table email_deliveries add column waiting_since timestamptz;
