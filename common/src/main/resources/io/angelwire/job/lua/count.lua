-- Counts a queue's jobs by state without walking it.
-- KEYS: prefix
-- ARGV: (none)
-- Returns: waiting, active, delayed, completed, failed, paused (1 or 0)
-- include: lanes
local prefix = KEYS[1]
local entries, active = 0, 0
for _, lane in ipairs(LANES) do
  entries = entries + redis.call('XLEN', prefix .. lane[2])
  local pending = redis.pcall('XPENDING', prefix .. lane[2], GROUP)
  active = active + (tonumber(pending[1]) or 0)
end
-- Completed jobs that are remembered stay in their lanes.
local completed = redis.call('LLEN', prefix .. 'completed')
return { math.max(entries - active - completed, 0), active, redis.call('ZCARD', prefix .. 'delayed'),
  completed, redis.call('XLEN', prefix .. 'failed'),
  redis.call('HGET', prefix .. 'meta', 'paused') == '1' and 1 or 0 }
