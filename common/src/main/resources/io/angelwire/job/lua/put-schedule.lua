-- Sets a schedule. One that is there with the same definition keeps its next tick, and one that is paused stays so.
-- KEYS: prefix
-- ARGV: clock, schedule's id, definition (JSON), next tick (ms), 1 to pause it
-- Returns: 1 (set) or 0 (it was there)
local prefix, id, definition, tick = KEYS[1], ARGV[2], ARGV[3], ARGV[4]
if redis.call('HGET', prefix .. 'schedules', id) == definition then
  return 0
end
redis.call('HSET', prefix .. 'schedules', id, definition)
redis.call('ZADD', prefix .. 'schedules:next', tick, id)
if ARGV[5] == '1' then
  redis.call('SADD', prefix .. 'schedules:paused', id)
end
return 1
