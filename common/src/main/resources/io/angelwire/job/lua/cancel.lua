-- Cancels jobs. One that nobody runs ends at once; a running one is marked, and its consumer told to stop it.
-- KEYS: prefix
-- ARGV: clock, how many finished jobs to keep, reason (JSON), then per job: id
-- Returns: per job 1 (ended), 2 (its consumer is told), 0 (unknown, or ended before)
-- include: clock, jobs, lanes, changes, keys, links, unstarted, history
local prefix, keep, reason = KEYS[1], tonumber(ARGV[2]), ARGV[3]
local now = clock(ARGV[1])
local answers = {}
for i = 4, #ARGV do
  local id, answer = ARGV[i], 0
  local job = take_out(prefix, id)
  if job then
    end_cancelled(prefix, now, keep, id, job, reason, '0', '-')
    answer = 1
  else
    local at = find(prefix, id)
    local holder = at and LANE[string.sub(at, 1, 1)] and holder_of(prefix, at)
    if holder then
      redis.call('HSET', prefix .. 'job:' .. id, 'cancel', reason)
      redis.call('SADD', prefix .. 'cancels:' .. holder, at)
      changed('cancelling', id)
      answer = 2
    end
  end
  answers[#answers + 1] = answer
end
tell_changes(prefix)
return answers
