-- Ends a schedule. Jobs that it has enqueued stay.
-- KEYS: prefix
-- ARGV: clock, schedule's id
-- Returns: 1, or 0 if it was unknown
local prefix, id = KEYS[1], ARGV[2]
redis.call('ZREM', prefix .. 'schedules:next', id)
return redis.call('HDEL', prefix .. 'schedules', id)
