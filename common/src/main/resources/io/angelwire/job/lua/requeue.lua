-- Gives leased jobs back: after a failed attempt, a snooze, or unfinished when the consumer stops.
-- KEYS: prefix
-- ARGV: clock, consumer, then per job: place, letter of the lane to go to, delay (ms), attempts made,
--   failure (JSON or empty)
-- Returns: -1 (lease lost), or how many were given back (the others were not held)
-- include: clock, lease, lanes
local prefix, consumer = KEYS[1], ARGV[2]
local now = clock(ARGV[1])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local given = 0
for i = 3, #ARGV, 5 do
  local id, job = remove_leased(prefix, ARGV[i])
  if id then
    local lane, delay, attempts, failure = ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3], ARGV[i + 4]
    job = string.gsub(job, '^%d+', attempts, 1)
    if failure ~= '' then
      redis.call('HSET', prefix .. 'job:' .. id, 'attempt:' .. attempts, failure)
    end
    if delay > 0 then
      add_to_delayed(prefix, now + delay, lane, id, job)
    else
      add_to_lane(prefix, lane, id, job)
    end
    given = given + 1
  end
end
return given
