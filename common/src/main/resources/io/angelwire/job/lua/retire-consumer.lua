-- A consumer that stops: what it still holds may be given to others at once.
-- KEYS: prefix
-- ARGV: clock, consumer
-- Returns: 1, or 0 if it was not registered
-- include: clock, limiter
local prefix, consumer = KEYS[1], ARGV[2]
if not redis.call('ZSCORE', prefix .. 'consumers', consumer) then
  return 0
end
-- What it was given has started by now, or never will.
limiter_started(prefix, consumer, clock(ARGV[1]), {})
redis.call('ZADD', prefix .. 'consumers', 0, consumer)
return 1
