-- Enqueues the jobs of a schedule's tick, unless it is paused, and moves the schedule on, if the tick has not been served yet:
-- of several nodes that serve it, one does.
-- KEYS: prefix
-- ARGV: clock, schedule's id, its definition, the tick (ms), the next one (ms; empty if there is none), then per job: id,
--   lane's letter, content, links
-- Returns: how many jobs were added; -1 if the tick was served, or the schedule changed
-- include: clock, jobs, lanes, changes, limiter, keys, links, unstarted, add
local prefix, id, tick, following = KEYS[1], ARGV[2], ARGV[4], ARGV[5]
local now = clock(ARGV[1])
local expected = redis.call('ZSCORE', prefix .. 'schedules:next', id)
if not expected or tonumber(expected) ~= tonumber(tick) or redis.call('HGET', prefix .. 'schedules', id) ~= ARGV[3] then
  return -1
end
local paused = redis.call('SISMEMBER', prefix .. 'schedules:paused', id) == 1
if following == '' then
  redis.call('ZREM', prefix .. 'schedules:next', id)
  redis.call('SREM', prefix .. 'schedules:paused', id)
else
  redis.call('ZADD', prefix .. 'schedules:next', following, id)
end
if paused then
  return 0
end
local added = 0
for i = 6, #ARGV, 4 do
  local answer = add_job(prefix, now, ARGV[i], ARGV[i + 1], '0', ARGV[i + 2], ARGV[i + 3])
  if answer ~= 0 and (answer == 1 or answer[1] == 3) then
    added = added + 1
  end
end
tell_changes(prefix)
return added
