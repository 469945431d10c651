-- Counts a queue's jobs by state without walking it.
-- KEYS: prefix
-- ARGV: (none)
-- Returns: waiting, active, delayed, completed, failed, paused (1 or 0), cancelled, waiting for children, dead letters
--   not stored yet, enqueue time of the oldest job that waits in a lane (ms; 0 if none does)
-- include: jobs, lanes
local prefix = KEYS[1]
local entries, active, oldest = 0, 0, 0
for _, lane in ipairs(LANES) do
  local key = prefix .. lane[2]
  entries = entries + redis.call('XLEN', key)
  local pending = redis.pcall('XPENDING', key, GROUP)
  active = active + (tonumber(pending[1]) or 0)
  local next = redis.call('XRANGE', key, '(' .. last_delivered_of(key), '+', 'COUNT', 1)[1]
  local at = next and tonumber(string.match(next[1], '^%d+')) or 0
  if at > 0 and (oldest == 0 or at < oldest) then
    oldest = at
  end
end
local meta = redis.call('HMGET', prefix .. 'meta', 'paused', 'lined')
-- Completed jobs that are remembered stay in their lanes.
local completed = redis.call('LLEN', prefix .. 'completed')
local waiting = math.max(entries - active - completed, 0) + tonumber(meta[2] or '0')
return { waiting, active, redis.call('ZCARD', prefix .. 'delayed'), completed, redis.call('XLEN', prefix .. 'failed'),
  meta[1] == '1' and 1 or 0, redis.call('LLEN', prefix .. 'cancelled'), redis.call('ZCARD', prefix .. 'parents'),
  redis.call('XLEN', prefix .. 'dead'), oldest }
