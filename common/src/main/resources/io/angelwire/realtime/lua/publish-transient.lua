-- Sends an event without offset to who is in the room now, unless the same user was heard of too lately: within the
-- window one state is told, and one change of it.
--
-- KEYS[1] throttle  the state told last in this window; "changed" once it has changed
-- ARGV[1] live     channel
-- ARGV[2] message  see TransientEvent.java
-- ARGV[3] state    what is told
-- ARGV[4] window   milliseconds; 0: whatever was told before
--
-- Returns 1 if it was sent, else 0

local throttle = KEYS[1]
local live, message, state, window = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

-- Sharded where the server knows that (Redis 7): in a cluster only the servers of the room's slot carry it.
local function send(channel, message)
  if type(redis.pcall('SPUBLISH', channel, message)) ~= 'number' then
    redis.call('PUBLISH', channel, message)
  end
end

if window ~= '0' then
  local told = redis.call('GET', throttle)
  if not told then
    redis.call('SET', throttle, state, 'PX', window)
  elseif told == state or told == 'changed' then
    return 0
  else
    redis.call('SET', throttle, 'changed', 'KEEPTTL')
  end
end
send(live, message)
return 1
