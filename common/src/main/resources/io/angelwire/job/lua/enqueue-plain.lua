-- Adds jobs that may start at once and have no links: enqueue.lua for most jobs, in half its time. A job whose id the queue
-- already knows is left as it is.
-- KEYS: prefix
-- ARGV: then per job: id, its lane's letter and stream, content (see lanes.lua)
-- Returns: per job 1 (added), 0 (known already), {2, id} (it was not added earlier: the job `id` has its key)
-- include: changes
local prefix, call = KEYS[1], redis.call
local told = watching()
local added = {}
-- Per lane the time and number of its newest entry: nothing comes between within this script, so the entries that
-- follow take the next numbers, and a job's place is known before it is added: one command fewer per job.
local times, numbers = {}, {}
for i = 1, #ARGV, 3 do
  local id, lane = ARGV[i], ARGV[i + 1]
  local hash = prefix .. 'job:' .. id
  local new
  local time = times[lane]
  if time then
    local number = numbers[lane] + 1
    local entry = time .. number
    new = call('HSETNX', hash, 'at', string.sub(lane, 1, 1) .. entry)
    if new == 1 then
      call('XADD', prefix .. string.sub(lane, 2), entry, 'id', id, 'job', ARGV[i + 2])
      numbers[lane] = number
    end
  else
    new = 1 - call('EXISTS', hash)
    if new == 1 then
      local entry = call('XADD', prefix .. string.sub(lane, 2), '*', 'id', id, 'job', ARGV[i + 2])
      call('HSET', hash, 'at', string.sub(lane, 1, 1) .. entry)
      local first, number = string.match(entry, '^(%d+%-)(%d+)$')
      times[lane], numbers[lane] = first, tonumber(number)
    end
  end
  if new == 0 then
    local at = call('HGET', hash, 'at')
    if string.byte(at) == 45 then
      new = { 2, string.sub(at, 2) }
    end
  elseif told then
    changed('waiting', id)
  end
  added[#added + 1] = new
end
tell_changes(prefix)
return added
