-- Ends the pause of a schedule, if it is paused.
-- KEYS: prefix
-- ARGV: clock, schedule's id
-- Returns: 1, or 0 if it is unknown or has ended
local prefix, id = KEYS[1], ARGV[2]
redis.call('SREM', prefix .. 'schedules:paused', id)
return redis.call('ZSCORE', prefix .. 'schedules:next', id) and 1 or 0
