-- Where each job of the queue is: the hash `jobs`, by the job's id.
--   <lane's letter><entry>   in a lane: waiting, active, or completed
--   d, q, w                  in the delayed set; in the line of its limit key; waiting for its children
--   f<entry>                 in the stream `failed`
--   x                        nowhere any more: cancelled
--   -<id>                    nowhere: not added, or replaced, since the job <id> has its deduplication key; `dropped` is the
--                            sorted set of such jobs by the ms at which that is forgotten
-- How a completed or cancelled job ended stands behind its place: " <outcome> <finished, ms> <consumer> <ran, ms>\n<result>".
-- Most jobs need no more; what else is known of one is in a hash of its own, `job:<id>`.

-- The job's place and how it ended (nil if it has not, or failed); nil if the job is unknown.
local function find(prefix, id)
  local known = redis.call('HGET', prefix .. 'jobs', id)
  if not known then
    return nil
  end
  local place, ending = string.match(known, '^(%S+) ?(.*)$')
  return place, ending ~= '' and ending or nil
end

local function put(prefix, id, place)
  redis.call('HSET', prefix .. 'jobs', id, place)
end

local function forget(prefix, ids)
  local details = {}
  for i = 1, #ids do
    details[i] = prefix .. 'job:' .. ids[i]
  end
  redis.call('HDEL', prefix .. 'jobs', unpack(ids))
  redis.call('DEL', unpack(details))
end
