-- A consumer that stops: what it still holds may be given to others at once.
-- KEYS: prefix
-- ARGV: consumer
-- Returns: 1, or 0 if it was not registered
local prefix, consumer = KEYS[1], ARGV[1]
if not redis.call('ZSCORE', prefix .. 'consumers', consumer) then
  return 0
end
redis.call('ZADD', prefix .. 'consumers', 0, consumer)
return 1
