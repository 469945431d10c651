-- The lanes of a queue, in the order in which they are emptied: jobs of dead consumers first, since they had begun.
local LANES = { 'stream:rescued', 'stream:high', 'stream', 'stream:low' }
local GROUP = 'workers'

-- Adds a job to a lane and notes in its hash where it is. An entry's `meta` is
-- "<attempts made> <redeliveries> <enqueued at, ms> <options, JSON>".
local function add_to_lane(prefix, lane, id, name, payload, meta)
  local entry = redis.call('XADD', prefix .. lane, '*', 'id', id, 'name', name, 'payload', payload, 'meta', meta)
  redis.call('HSET', prefix .. 'job:' .. id, 'at', lane .. '/' .. entry)
end

-- Wakes every node of the queue that waits: a job became the first of the delayed ones, or the queue was resumed.
local function wake(prefix, reason)
  redis.call('XADD', prefix .. 'wake', 'MAXLEN', 1, '*', 'reason', reason)
end

-- Adds jobs to the delayed set; `due` in ms. The job's hash keeps what the lane's entry will hold.
local function add_to_delayed(prefix, due, lane, id, name, payload, meta)
  local head = redis.call('ZRANGE', prefix .. 'delayed', 0, 0, 'WITHSCORES')[2]
  redis.call('HSET', prefix .. 'job:' .. id,
    'at', 'delayed', 'lane', lane, 'name', name, 'payload', payload, 'meta', meta)
  redis.call('ZADD', prefix .. 'delayed', due, id)
  if not head or due < tonumber(head) then
    wake(prefix, 'delayed')
  end
end

-- Takes a leased entry out of its lane. Returns id, name, payload, meta; nil if the consumer does not have it (any more).
local function remove_leased(prefix, lane, entry)
  if redis.call('XACK', prefix .. lane, GROUP, entry) == 0 then
    return nil
  end
  local found = redis.call('XRANGE', prefix .. lane, entry, entry)[1]
  if not found then
    return nil
  end
  redis.call('XDEL', prefix .. lane, entry)
  local fields = found[2]
  return fields[2], fields[4], fields[6], fields[8]
end
