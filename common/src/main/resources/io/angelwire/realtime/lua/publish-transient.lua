-- Sends an event without offset to who is in the room now, unless the same user was heard of too lately: within the
-- window one state is told, and one change of it.
--
-- KEYS[1] throttle  the state told last in this window; "changed" once it has changed
-- ARGV[1] live     channel
-- ARGV[2] message  see TransientEvent.java
-- ARGV[3] state    what is told
-- ARGV[4] window   milliseconds
--
-- Returns 1 if it was sent, else 0

local throttle = KEYS[1]
local live, message, state, window = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local told = redis.call('GET', throttle)
if not told then
  redis.call('SET', throttle, state, 'PX', window)
elseif told == state or told == 'changed' then
  return 0
else
  redis.call('SET', throttle, 'changed', 'KEEPTTL')
end
redis.call('PUBLISH', live, message)
return 1
