-- Adds jobs to their lanes, or to the delayed set. A job whose id the queue already knows is left as it is.
-- KEYS: prefix
-- ARGV: clock, then per job: id, name, payload, lane, delay (ms), attempts made, options
-- Returns: per job 1 (added) or 0 (known already)
-- include: clock, lanes
local prefix = KEYS[1]
local now = clock(ARGV[1])
local added = {}
for i = 2, #ARGV, 7 do
  local id, name, payload, lane, delay = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], tonumber(ARGV[i + 4])
  local known = redis.call('EXISTS', prefix .. 'job:' .. id)
  if known == 0 then
    local meta = ARGV[i + 5] .. ' 0 ' .. string.format('%.0f', now) .. ' ' .. ARGV[i + 6]
    if delay > 0 then
      add_to_delayed(prefix, now + delay, lane, id, name, payload, meta)
    else
      add_to_lane(prefix, lane, id, name, payload, meta)
    end
  end
  added[#added + 1] = 1 - known
end
return added
