-- Adds jobs to their lanes, or to the delayed set. A job whose id the queue already knows is left as it is.
-- KEYS: prefix
-- ARGV: clock, then per job: id, lane's letter, delay (ms), content (see lanes.lua)
-- Returns: per job 1 (added) or 0 (known already)
-- include: clock, lanes
local prefix = KEYS[1]
local now = clock(ARGV[1])
local added = {}
-- Per lane the time and number of its newest entry: nothing comes between within this script, so the entries that
-- follow take the next numbers, and a job's place is known before it is added: one command fewer per job.
local times, numbers = {}, {}
for i = 2, #ARGV, 4 do
  local id, lane, delay = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local hash = prefix .. 'job:' .. id
  local new
  if delay ~= '0' then
    new = 1 - redis.call('EXISTS', hash)
    if new == 1 then
      add_to_delayed(prefix, now + tonumber(delay), lane, id, with_enqueued_at(ARGV[i + 3], now))
    end
  elseif times[lane] then
    local number = numbers[lane] + 1
    local entry = times[lane] .. '-' .. string.format('%d', number)
    new = redis.call('HSETNX', hash, 'at', lane .. entry)
    if new == 1 then
      redis.call('XADD', prefix .. LANE[lane], entry, 'id', id, 'job', ARGV[i + 3])
      numbers[lane] = number
    end
  else
    new = 1 - redis.call('EXISTS', hash)
    if new == 1 then
      local time, number = string.match(add_to_lane(prefix, lane, id, ARGV[i + 3]), '^(%d+)-(%d+)$')
      times[lane], numbers[lane] = time, tonumber(number)
    end
  end
  added[#added + 1] = new
end
return added
