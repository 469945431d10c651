-- Forgets finished jobs that are older than the queue keeps them.
-- KEYS: prefix
-- ARGV: clock, age of completed and cancelled jobs (ms; 0: any), age of failed ones (ms; 0: any), most jobs to forget
-- Returns: how many were forgotten
-- include: clock, lanes, changes, keys, links, history
local prefix, most = KEYS[1], tonumber(ARGV[4])
local now = clock(ARGV[1])
local forgotten = 0
local function finished_before(id, time)
  local ending = redis.call('HGET', prefix .. 'job:' .. id, 'end')
  local at = ending and string.match(ending, '^%a+ (%d+)')
  return not at or tonumber(at) < time
end
local function trim_old(key, time, forget)
  local oldest = redis.call('LINDEX', key, 0)
  while oldest and forgotten < most and finished_before(string.match(oldest, '(%S+)$'), time) do
    redis.call('LPOP', key)
    forget(prefix, { oldest })
    forgotten = forgotten + 1
    oldest = redis.call('LINDEX', key, 0)
  end
end
if ARGV[2] ~= '0' then
  local time = now - tonumber(ARGV[2])
  trim_old(prefix .. 'completed', time, forget_completed)
  trim_old(prefix .. 'cancelled', time, forget_cancelled)
end
if ARGV[3] ~= '0' and forgotten < most then
  local old = redis.call('XRANGE', prefix .. 'failed', '-', string.format('%.0f', now - tonumber(ARGV[3])), 'COUNT',
    most - forgotten)
  if #old > 0 then
    forget_failed(prefix, old)
    forgotten = forgotten + #old
  end
end
return forgotten
