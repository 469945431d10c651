-- Pauses a schedule: its ticks pass without jobs.
-- KEYS: prefix
-- ARGV: clock, schedule's id
-- Returns: 1, or 0 if it is unknown or has ended
local prefix, id = KEYS[1], ARGV[2]
if not redis.call('ZSCORE', prefix .. 'schedules:next', id) then
  return 0
end
redis.call('SADD', prefix .. 'schedules:paused', id)
return 1
