-- Adds jobs that may start at once and have no links: enqueue.lua for most jobs, in a third of its time. A job whose id
-- the queue already knows is left as it is.
-- KEYS: prefix
-- ARGV: lane's letter, its stream, then per job: id, content (see lanes.lua)
-- Returns: per job 1 (added), 0 (known already), {2, id} (it was not added earlier: the job `id` has its key)
-- include: changes
local prefix, call = KEYS[1], redis.call
local lane, stream, jobs = ARGV[1], prefix .. ARGV[2], prefix .. 'jobs'
local ids = {}
for i = 3, #ARGV, 2 do
  ids[#ids + 1] = ARGV[i]
end
local known = call('HMGET', jobs, unpack(ids))
local added, places, now = {}, {}, {}
for i, id in ipairs(ids) do
  local place = known[i] or now[id]
  if not place then
    place = lane .. call('XADD', stream, '*', id, ARGV[i * 2 + 2])
    now[id] = place
    places[#places + 1] = id
    places[#places + 1] = place
    added[i] = 1
    changed('waiting', id)
  else
    added[i] = string.byte(place) == 45 and { 2, string.sub(place, 2) } or 0
  end
end
if #places > 0 then
  call('HSET', jobs, unpack(places))
end
tell_changes(prefix)
return added
