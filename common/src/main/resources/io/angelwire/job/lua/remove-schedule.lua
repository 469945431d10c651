-- Ends a schedule. Jobs that it has enqueued stay.
-- KEYS: prefix
-- ARGV: clock, schedule's id
-- Returns: 1, 2 if it was paused, or 0 if it was unknown
local prefix, id = KEYS[1], ARGV[2]
redis.call('ZREM', prefix .. 'schedules:next', id)
local paused = redis.call('SREM', prefix .. 'schedules:paused', id)
return redis.call('HDEL', prefix .. 'schedules', id) == 1 and 1 + paused or 0
