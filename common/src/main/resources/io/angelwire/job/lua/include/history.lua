-- Finished jobs that are remembered, within the queue's retention.
--
-- completed   list of "<place> <id>", oldest first: a completed job stays in its lane's entry until it is forgotten, so
--             that its payload need not be moved; its hash gets `end` ("completed <finished, ms> <ran, ms> <consumer>")
--             and `result`
-- cancelled   list of ids, oldest first; the hash keeps the content, too (`job`)
-- failed      stream of jobs that failed for good

-- Deletes entries of a lane that nobody needs. Deleting one walks through its node of the stream; so many are deleted by
-- trimming the lane up to the first entry that is needed, leased or remembered, as far as that reaches.
local function delete_entries(prefix, lane, entries)
  local key = prefix .. LANE[lane]
  if #entries < 20 or redis.call('LLEN', prefix .. 'completed') > 500 then
    redis.call('XDEL', key, unpack(entries))
    return
  end
  local match, base = string.match, tonumber(string.match(entries[1], '^%d+'))
  -- Entry ids as numbers, exact for what lies within months of each other.
  local function order(time, number)
    return (time - base) * 1048576 + number
  end
  local cut, cut_id, orders = -math.huge, nil, {}
  for i, entry in ipairs(entries) do
    local at = order(match(entry, '^(%d+)%-(%d+)$'))
    orders[i] = at
    if at > cut then
      cut, cut_id = at, entry
    end
  end
  local first_leased = redis.call('XPENDING', key, GROUP)[2]
  if first_leased then
    local at = order(match(first_leased, '^(%d+)%-(%d+)$'))
    if at < cut then
      cut, cut_id = at, first_leased
    end
  end
  local pattern = '^' .. lane .. '(%d+)%-(%d+) '
  for _, item in ipairs(redis.call('LRANGE', prefix .. 'completed', 0, -1)) do
    local time, number = match(item, pattern)
    if time then
      local at = order(time, number)
      if at < cut then
        cut, cut_id = at, time .. '-' .. number
      end
    end
  end
  redis.call('XTRIM', key, 'MINID', cut_id)
  local left = {}
  for i, entry in ipairs(entries) do
    if orders[i] >= cut then
      left[#left + 1] = entry
    end
  end
  if #left > 0 then
    redis.call('XDEL', key, unpack(left))
  end
end

local function forget_completed(prefix, items)
  local jobs, entries = {}, {}
  for i, item in ipairs(items) do
    local lane, entry, id = string.match(item, '^(.)(%S+) (.+)$')
    jobs[i] = prefix .. 'job:' .. id
    entries[lane] = entries[lane] or {}
    entries[lane][#entries[lane] + 1] = entry
  end
  for lane, ids in pairs(entries) do
    delete_entries(prefix, lane, ids)
  end
  redis.call('DEL', unpack(jobs))
end

local function forget_cancelled(prefix, ids)
  local jobs = {}
  for i, id in ipairs(ids) do
    jobs[i] = prefix .. 'job:' .. id
  end
  redis.call('DEL', unpack(jobs))
end

local function forget_failed(prefix, found)
  local entries, jobs = {}, {}
  for i, item in ipairs(found) do
    entries[i] = item[1]
    jobs[i] = prefix .. 'job:' .. item[2][2]
  end
  redis.call('XDEL', prefix .. 'failed', unpack(entries))
  redis.call('DEL', unpack(jobs))
end

-- Forgets what is beyond `keep`, oldest first.
local function trim_list(key, keep, forget)
  local excess = redis.call('LLEN', key) - keep
  while excess > 0 do
    local oldest = redis.call('LPOP', key, math.min(excess, 500))
    forget(oldest)
    excess = excess - #oldest
  end
end

local function trim_completed(prefix, keep)
  trim_list(prefix .. 'completed', keep, function(items) forget_completed(prefix, items) end)
end

local function trim_cancelled(prefix, keep)
  trim_list(prefix .. 'cancelled', keep, function(ids) forget_cancelled(prefix, ids) end)
end

local function trim_failed(prefix, keep)
  local excess = redis.call('XLEN', prefix .. 'failed') - keep
  while excess > 0 do
    local oldest = redis.call('XRANGE', prefix .. 'failed', '-', '+', 'COUNT', math.min(excess, 100))
    forget_failed(prefix, oldest)
    excess = excess - #oldest
  end
end

-- Ends a job that was cancelled and is in no place any more. `content` is what its entry held, `reason` JSON.
local function end_cancelled(prefix, now, keep, id, content, reason, ran, consumer)
  end_links(prefix, id, links_of(prefix, id), 'cancelled', reason)
  changed('cancelled', id, reason)
  local hash = prefix .. 'job:' .. id
  if keep == 0 then
    redis.call('DEL', hash)
    return
  end
  redis.call('HDEL', hash, 'lane')
  redis.call('HSET', hash, 'at', 'x', 'job', content, 'result', reason,
    'end', string.format('cancelled %.0f %s %s', now, ran, consumer))
  redis.call('RPUSH', prefix .. 'cancelled', id)
  trim_cancelled(prefix, keep)
end

-- A job that failed for good: into the history of failures and onto the dead-letter stream, which nothing trims.
local function bury(prefix, keep, id, job, reason, attempts)
  end_links(prefix, id, links_of(prefix, id), 'failed', reason)
  changed('failed', id, reason)
  local dead = redis.call('XADD', prefix .. 'dead', '*', 'id', id, 'job', job, 'reason', reason, 'attempts', attempts)
  if keep > 0 then
    local entry = redis.call('XADD', prefix .. 'failed', '*', 'id', id, 'job', job, 'reason', reason, 'attempts', attempts)
    redis.call('HDEL', prefix .. 'job:' .. id, 'lane', 'job')
    redis.call('HSET', prefix .. 'job:' .. id, 'at', 'f' .. entry, 'dead', dead)
  else
    redis.call('DEL', prefix .. 'job:' .. id)
  end
end
