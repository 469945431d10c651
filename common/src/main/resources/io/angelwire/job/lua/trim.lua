-- Forgets finished jobs that are older than the queue keeps them, and jobs that were not added long enough ago.
-- KEYS: prefix
-- ARGV: clock, age of completed and cancelled jobs (ms; 0: any), age of failed ones (ms; 0: any), most jobs to forget
-- Returns: how many were forgotten
-- include: clock, jobs, lanes, changes, keys, links, history
local prefix, most = KEYS[1], tonumber(ARGV[4])
local now = clock(ARGV[1])
local forgotten = 0
local function finished_before(id, time)
  local _, ending = find(prefix, id)
  local at = ending and string.match(ending, '^%a+ (%d+)')
  return not at or tonumber(at) < time
end
local function trim_old(key, time, forget_these)
  local oldest = redis.call('LINDEX', key, 0)
  while oldest and forgotten < most and finished_before(string.match(oldest, '(%S+)$'), time) do
    redis.call('LPOP', key)
    forget_these({ oldest })
    forgotten = forgotten + 1
    oldest = redis.call('LINDEX', key, 0)
  end
end
if ARGV[2] ~= '0' then
  local time = now - tonumber(ARGV[2])
  trim_old(prefix .. 'completed', time, function(items) forget_completed(prefix, items, {}) end)
  trim_old(prefix .. 'cancelled', time, function(ids) forget(prefix, ids) end)
end
if ARGV[3] ~= '0' and forgotten < most then
  local old = redis.call('XRANGE', prefix .. 'failed', '-', string.format('%.0f', now - tonumber(ARGV[3])), 'COUNT',
    most - forgotten)
  if #old > 0 then
    forget_failed(prefix, old)
    forgotten = forgotten + #old
  end
end
if forgotten < most then
  local dropped = redis.call('ZRANGEBYSCORE', prefix .. 'dropped', '-inf', now, 'LIMIT', 0, most - forgotten)
  for _, id in ipairs(dropped) do
    redis.call('ZREM', prefix .. 'dropped', id)
    redis.call('HDEL', prefix .. 'jobs', id)
  end
  forgotten = forgotten + #dropped
end
return forgotten
