-- Appends a finished job to `completed` or `failed` (streams whose entries are the jobs' records) and forgets the
-- oldest beyond `keep`, entry and job hash together.
local function add_to_history(prefix, history, keep, id, record)
  local job = prefix .. 'job:' .. id
  if keep == 0 then
    redis.call('DEL', job)
    return
  end
  local entry = redis.call('XADD', prefix .. history, '*', unpack(record))
  redis.call('HSET', job, 'at', history .. '/' .. entry)
end

local function trim_history(prefix, history, keep)
  local excess = redis.call('XLEN', prefix .. history) - keep
  while excess > 0 do
    local oldest = redis.call('XRANGE', prefix .. history, '-', '+', 'COUNT', math.min(excess, 100))
    local entries, jobs = {}, {}
    for i, item in ipairs(oldest) do
      entries[i] = item[1]
      jobs[i] = prefix .. 'job:' .. item[2][2]
    end
    redis.call('XDEL', prefix .. history, unpack(entries))
    redis.call('DEL', unpack(jobs))
    excess = excess - #oldest
  end
end

-- A job that failed for good: into the history of failures and onto the dead-letter stream, which nothing trims.
local function bury(prefix, keep, id, name, payload, meta, reason, attempts)
  local record = { 'id', id, 'name', name, 'payload', payload, 'meta', meta, 'reason', reason, 'attempts', attempts }
  add_to_history(prefix, 'failed', keep, id, record)
  redis.call('XADD', prefix .. 'dead', '*', unpack(record))
end
