-- The lanes of a queue, in the order in which they are emptied: jobs of dead consumers first, since they had begun. Jobs
-- whose consumers died more than once (`suspect`) are apart, since a consumer holds one of those at a time: the one that
-- kills its consumers takes no other suspect along. An entry has one field, the job's id, with the job's content as value;
-- its place is the lane's letter and the entry's id.
local LANES = {
  { 'r', 'stream:rescued' }, { 's', 'stream:suspect' }, { 'h', 'stream:high' }, { 'k', 'stream:keyed' },
  { 'n', 'stream' }, { 'l', 'stream:low' }
}
local LANE = {}
for _, lane in ipairs(LANES) do
  LANE[lane[1]] = lane[2]
end
local GROUP = 'workers'

-- Adds a job to a lane. `job` is "<attempts made> <redeliveries> <enqueued at, ms; 0
-- for the entry's own time> <name> <options>\n<payload>".
local function add_to_lane(prefix, lane, id, job)
  local entry = redis.call('XADD', prefix .. LANE[lane], '*', id, job)
  put(prefix, id, lane .. entry)
  return entry
end

-- Wakes every node of the queue that waits, for what no lane tells: a job became the first of the delayed ones, a key
-- has somebody in line, a limit lets another job through, the queue was resumed.
local function wake(prefix, reason)
  redis.call('XADD', prefix .. 'wake', 'MAXLEN', 1, '*', 'reason', reason)
end

-- Adds a job to the delayed set; `due` in ms. The job's hash keeps what the lane's entry will hold.
local function add_to_delayed(prefix, due, lane, id, job)
  local head = redis.call('ZRANGE', prefix .. 'delayed', 0, 0, 'WITHSCORES')[2]
  put(prefix, id, 'd')
  redis.call('HSET', prefix .. 'job:' .. id, 'lane', lane, 'job', job)
  redis.call('ZADD', prefix .. 'delayed', due, id)
  if not head or due < tonumber(head) then
    wake(prefix, 'delayed')
  end
end

-- A job that leaves the lane in which it was enqueued keeps the time of that.
local function with_enqueued_at(job, millis)
  return (string.gsub(job, '^(%d+ %d+) 0 ', '%1 ' .. string.format('%.0f', millis) .. ' ', 1))
end

-- Takes an entry out of its lane. Returns the job's id and content; nil if it is not there (any more). What somebody else
-- than a producer has written becomes a job that nobody can read.
local function remove_entry(prefix, place)
  local key, entry = prefix .. LANE[string.sub(place, 1, 1)], string.sub(place, 2)
  local found = redis.call('XRANGE', key, entry, entry)[1]
  if not found then
    return nil
  end
  redis.call('XDEL', key, entry)
  if #found[2] ~= 2 or not string.find(found[2][2], '^%d+ %d+ %d+ ') then
    return 'entry-' .. entry, '0 0 0 (unreadable) \n'
  end
  return found[2][1], with_enqueued_at(found[2][2], tonumber(string.match(entry, '^%d+')))
end

-- Takes a leased entry out of its lane. Returns as remove_entry; nil if the consumer does not have it (any more).
local function remove_leased(prefix, place)
  if redis.call('XACK', prefix .. LANE[string.sub(place, 1, 1)], GROUP, string.sub(place, 2)) == 0 then
    return nil
  end
  return remove_entry(prefix, place)
end

-- Who holds the lease on an entry; nil if nobody does.
local function holder_of(prefix, place)
  local entry = string.sub(place, 2)
  local pending = redis.pcall('XPENDING', prefix .. LANE[string.sub(place, 1, 1)], GROUP, entry, entry, 1)
  return pending[1] and pending[1][2]
end

-- The last entry of a lane's stream that a consumer was given.
local function last_delivered_of(key)
  local group = redis.pcall('XINFO', 'GROUPS', key)[1] or {}
  for i = 1, #group, 2 do
    if group[i] == 'last-delivered-id' then
      return group[i + 1]
    end
  end
  return '0-0'
end

local function last_delivered(prefix, lane)
  return last_delivered_of(prefix .. LANE[lane])
end
