-- Gives leased jobs back: after a failed attempt, a snooze, or unfinished when the consumer stops.
-- KEYS: prefix
-- ARGV: clock, consumer, then per job: lane, entry, lane to go to, delay (ms), attempts made, failure (JSON or empty)
-- Returns: -1 (lease lost), or per job 1 (given back) or 0 (not held)
-- include: clock, lease, lanes
local prefix, consumer = KEYS[1], ARGV[2]
local now = clock(ARGV[1])
if not holds_lease(prefix, consumer) then
  return LEASE_LOST
end
local given = {}
for i = 3, #ARGV, 6 do
  local id, name, payload, meta = remove_leased(prefix, ARGV[i], ARGV[i + 1])
  if id then
    local lane, delay, attempts, failure = ARGV[i + 2], tonumber(ARGV[i + 3]), ARGV[i + 4], ARGV[i + 5]
    meta = string.gsub(meta, '^%d+', attempts, 1)
    if failure ~= '' then
      redis.call('HSET', prefix .. 'job:' .. id, 'attempt:' .. attempts, failure)
    end
    if delay > 0 then
      add_to_delayed(prefix, now + delay, lane, id, name, payload, meta)
    else
      add_to_lane(prefix, lane, id, name, payload, meta)
    end
  end
  given[#given + 1] = id and 1 or 0
end
return given
