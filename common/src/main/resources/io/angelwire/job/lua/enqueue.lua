-- Adds jobs to their lanes, to their keys' lines, to the delayed set, or to the parents that wait for children. A job
-- whose id the queue already knows is left as it is.
-- KEYS: prefix
-- ARGV: clock, then per job: id, lane's letter, delay (ms), content (see lanes.lua), links (JSON, see links.lua; or empty)
-- Returns: per job 1 (added), 0 (known already), {2, id} (not added: the job `id` has its deduplication key),
--   {3, id} (added in place of the job `id`)
-- include: clock, lanes, changes, limiter, keys, links, unstarted, add
local prefix = KEYS[1]
local now = clock(ARGV[1])
local added = {}
-- Per lane the time and number of its newest entry: nothing comes between within this script, so the entries that
-- follow take the next numbers, and a job's place is known before it is added: one command fewer per job.
local times, numbers = {}, {}
for i = 2, #ARGV, 5 do
  local id, lane, delay = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local hash = prefix .. 'job:' .. id
  local new
  if delay ~= '0' or ARGV[i + 4] ~= '' then
    new = add_job(prefix, now, id, lane, delay, ARGV[i + 3], ARGV[i + 4])
    -- It may have gone to a lane.
    times[lane] = nil
  elseif times[lane] then
    local number = numbers[lane] + 1
    local entry = times[lane] .. '-' .. string.format('%d', number)
    new = redis.call('HSETNX', hash, 'at', lane .. entry)
    if new == 1 then
      redis.call('XADD', prefix .. LANE[lane], entry, 'id', id, 'job', ARGV[i + 3])
      numbers[lane] = number
      changed('waiting', id)
    elseif string.byte(redis.call('HGET', hash, 'at')) == 45 then
      new = add_job(prefix, now, id, lane, delay, ARGV[i + 3], '')
    end
  else
    new = add_job(prefix, now, id, lane, delay, ARGV[i + 3], '')
    if new == 1 then
      local time, number = string.match(redis.call('HGET', hash, 'at'), '^.(%d+)-(%d+)$')
      times[lane], numbers[lane] = time, tonumber(number)
    end
  end
  added[#added + 1] = new
end
tell_changes(prefix)
return added
