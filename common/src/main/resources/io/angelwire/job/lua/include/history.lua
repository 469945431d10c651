-- Forgets completed jobs beyond `keep`, oldest first: their entries, which stay in their lanes until now, and their
-- hashes.
local function trim_completed(prefix, keep)
  local excess = redis.call('LLEN', prefix .. 'completed') - keep
  while excess > 0 do
    local oldest = redis.call('LPOP', prefix .. 'completed', math.min(excess, 500))
    local jobs, entries = {}, {}
    for i, item in ipairs(oldest) do
      local lane, entry, id = string.match(item, '^(.)(%S+) (.+)$')
      jobs[i] = prefix .. 'job:' .. id
      entries[lane] = entries[lane] or {}
      entries[lane][#entries[lane] + 1] = entry
    end
    for lane, ids in pairs(entries) do
      redis.call('XDEL', prefix .. LANE[lane], unpack(ids))
    end
    redis.call('DEL', unpack(jobs))
    excess = excess - #oldest
  end
end

-- A job that failed for good: into the history of failures and onto the dead-letter stream, which nothing trims.
local function bury(prefix, keep, id, job, reason, attempts)
  if keep > 0 then
    local entry = redis.call('XADD', prefix .. 'failed', '*', 'id', id, 'job', job, 'reason', reason, 'attempts', attempts)
    redis.call('HSET', prefix .. 'job:' .. id, 'at', 'f' .. entry)
  else
    redis.call('DEL', prefix .. 'job:' .. id)
  end
  redis.call('XADD', prefix .. 'dead', '*', 'id', id, 'job', job, 'reason', reason, 'attempts', attempts)
end

local function trim_failed(prefix, keep)
  local excess = redis.call('XLEN', prefix .. 'failed') - keep
  while excess > 0 do
    local oldest = redis.call('XRANGE', prefix .. 'failed', '-', '+', 'COUNT', math.min(excess, 100))
    local entries, jobs = {}, {}
    for i, item in ipairs(oldest) do
      entries[i] = item[1]
      jobs[i] = prefix .. 'job:' .. item[2][2]
    end
    redis.call('XDEL', prefix .. 'failed', unpack(entries))
    redis.call('DEL', unpack(jobs))
    excess = excess - #oldest
  end
end
