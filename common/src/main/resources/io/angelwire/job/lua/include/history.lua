-- Finished jobs that are remembered, within the queue's retention.
--
-- completed   list of "<place> <id>", oldest first: a completed job stays in its lane's entry until it is forgotten, so
--             that its payload need not be moved
-- cancelled   list of ids, oldest first; the job's details keep its content (`job`)
-- failed      stream of jobs that failed for good

-- Whether an entry's id is before another one's. Ids of our time have 13 digits of milliseconds: then the texts decide.
local byte, match, sub = string.byte, string.match, string.sub
local function before(a, b)
  if #a == #b and byte(a, 14) == 45 and byte(b, 14) == 45 then
    return a < b
  end
  local time_a, number_a = match(a, '^(%d+)%-(%d+)$')
  local time_b, number_b = match(b, '^(%d+)%-(%d+)$')
  if time_a == time_b then
    return tonumber(number_a) < tonumber(number_b)
  end
  return tonumber(time_a) < tonumber(time_b)
end

-- Deletes entries of a lane that nobody needs. Deleting one walks through its node of the stream; so many are deleted by
-- trimming the lane up to the first entry that is needed, leased or remembered, as far as that reaches.
local function delete_entries(prefix, lane, entries)
  local key = prefix .. LANE[lane]
  if #entries < 20 or redis.call('LLEN', prefix .. 'completed') > 500 then
    redis.call('XDEL', key, unpack(entries))
    return
  end
  local cut, letter = redis.call('XPENDING', key, GROUP)[2], byte(lane)
  for _, item in ipairs(redis.call('LRANGE', prefix .. 'completed', 0, -1)) do
    if byte(item) == letter then
      local entry = sub(item, 2, string.find(item, ' ', 3, true) - 1)
      if not cut or before(entry, cut) then
        cut = entry
      end
    end
  end
  if not cut then
    -- Whatever comes behind these is waiting.
    cut = entries[1]
    for _, entry in ipairs(entries) do
      if before(cut, entry) then
        cut = entry
      end
    end
  end
  redis.call('XTRIM', key, 'MINID', cut)
  local left = {}
  for _, entry in ipairs(entries) do
    if not before(entry, cut) then
      left[#left + 1] = entry
    end
  end
  if #left > 0 then
    redis.call('XDEL', key, unpack(left))
  end
end

-- Forgets completed jobs, items of the list; `entries` by lane are deleted, too.
local function forget_completed(prefix, items, entries)
  local ids = {}
  for _, item in ipairs(items) do
    local lane, entry, id = match(item, '^(.)(%S+) (.+)$')
    ids[#ids + 1] = id
    local of_lane = entries[lane] or {}
    entries[lane] = of_lane
    of_lane[#of_lane + 1] = entry
  end
  for lane, of_lane in pairs(entries) do
    if #of_lane > 0 then
      delete_entries(prefix, lane, of_lane)
    end
  end
  if #ids > 0 then
    forget(prefix, ids)
  end
end

local function forget_failed(prefix, found)
  local entries, jobs = {}, {}
  for i, item in ipairs(found) do
    entries[i], jobs[i] = item[1], item[2][2]
  end
  redis.call('XDEL', prefix .. 'failed', unpack(entries))
  forget(prefix, jobs)
end

-- Forgets what is beyond `keep`, oldest first; `entries` by lane are deleted, too.
local function trim_completed(prefix, keep, entries)
  local excess = redis.call('LLEN', prefix .. 'completed') - keep
  repeat
    local oldest = excess > 0 and redis.call('LPOP', prefix .. 'completed', math.min(excess, 500)) or {}
    forget_completed(prefix, oldest, entries)
    excess, entries = excess - 500, {}
  until excess <= 0
end

local function trim_cancelled(prefix, keep)
  local excess = redis.call('LLEN', prefix .. 'cancelled') - keep
  while excess > 0 do
    forget(prefix, redis.call('LPOP', prefix .. 'cancelled', math.min(excess, 500)))
    excess = excess - 500
  end
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
  if keep == 0 then
    forget(prefix, { id })
    return
  end
  put(prefix, id, string.format('x cancelled %.0f %s %s\n', now, consumer, ran) .. reason)
  redis.call('HDEL', prefix .. 'job:' .. id, 'lane')
  redis.call('HSET', prefix .. 'job:' .. id, 'job', content)
  redis.call('RPUSH', prefix .. 'cancelled', id)
  trim_cancelled(prefix, keep)
end

-- How many failed attempts of a job are remembered, the last ones.
local MOST_ATTEMPTS = 50

-- Keeps the record (JSON) of a failed attempt.
local function record_attempt(prefix, id, number, record)
  local hash = prefix .. 'job:' .. id
  redis.call('HSET', hash, 'attempt:' .. number, record)
  redis.call('HDEL', hash, 'attempt:' .. tonumber(number) - MOST_ATTEMPTS)
end

-- A job that failed for good: into the history of failures and onto the dead-letter stream, which nothing trims.
local function bury(prefix, keep, id, job, reason, attempts)
  end_links(prefix, id, links_of(prefix, id), 'failed', reason)
  changed('failed', id, reason)
  local dead = redis.call('XADD', prefix .. 'dead', '*', 'id', id, 'job', job, 'reason', reason, 'attempts', attempts)
  if keep > 0 then
    local entry = redis.call('XADD', prefix .. 'failed', '*', 'id', id, 'job', job, 'reason', reason, 'attempts', attempts)
    put(prefix, id, 'f' .. entry)
    redis.call('HDEL', prefix .. 'job:' .. id, 'lane', 'job')
    redis.call('HSET', prefix .. 'job:' .. id, 'dead', dead)
  else
    forget(prefix, { id })
  end
end
